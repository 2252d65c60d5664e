// Puts the exact numbers where estimates stand, once they are counted; without it the estimates stay.
"use strict";
const count = document.getElementById("count");
if (count && count.dataset.fill) {
  fetch(count.dataset.fill)
    .then((answer) => (answer.ok ? answer.text() : Promise.reject(answer.status)))
    .then((text) => {
      const counted = new DOMParser().parseFromString(text, "text/html");
      for (const id of ["count", "overtime", "narrowing"]) {
        const old = document.getElementById(id), now = counted.getElementById(id);
        if (!old || !now) continue;
        const open = old.querySelector("details[open]");
        old.replaceChildren(...now.childNodes);
        if (open && old.querySelector("details")) old.querySelector("details").open = true;
      }
      count.dataset.filled = "yes";
    })
    .catch(() => {});
}
