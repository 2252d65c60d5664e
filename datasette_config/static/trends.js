"use strict";
// The picture as PNG: the SVG file drawn on a canvas, at twice its size.
(() => {
  const button = document.getElementById("png");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const answer = await fetch(button.dataset.svg);
    const text = await answer.text();
    const picture = new Image();
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);
    await picture.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 2 * picture.naturalWidth;
    canvas.height = 2 * picture.naturalHeight;
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const link = document.createElement("a");
    link.download = "trends.png";
    link.href = canvas.toDataURL("image/png");
    link.click();
  });
})();
// What rises, filled in once it is computed.
(() => {
  const section = document.getElementById("what-rises");
  if (!section || section.dataset.state !== "computing") return;
  const says = section.querySelector(".of");
  section.querySelector(".reload").hidden = true;
  const count = (articles, share) => {
    const made = document.createElement("td");
    const beside = document.createElement("span");
    made.className = "n";
    beside.textContent = share;
    made.append(articles.toLocaleString("en") + " ", beside);
    return made;
  };
  const row = (rise) => {
    const made = document.createElement("tr");
    const name = document.createElement("th");
    const link = document.createElement("a");
    name.scope = "row";
    name.lang = "zh-CN";
    link.href = "/trends?phrase=" + encodeURIComponent(rise.phrase);
    link.textContent = rise.phrase;
    name.append(link);
    made.append(name, count(rise.month, rise.month_share), count(rise.year, rise.year_share));
    return made;
  };
  let looks = 0;
  const look = async () => {
    const found = await (await fetch("/trends/rising.json")).json().catch(() => ({ state: "failed" }));
    if (found.state === "computing" && ++looks < 60) {
      setTimeout(look, 1000);
    } else if (found.state === "done" && found.rises.length) {
      says.textContent = section.dataset.of.replace("@", found.month);
      section.querySelector("tbody").replaceChildren(...found.rises.map(row));
      section.querySelector("table").hidden = false;
    } else {
      says.textContent = found.state === "done" ? section.dataset.none : section.dataset.failed;
    }
  };
  setTimeout(look, 600);
})();
