// Buttons that copy the text of an element: shown only where this runs.
for (const button of document.querySelectorAll("button[data-copies]")) {
  const text = document.getElementById(button.dataset.copies);
  const label = button.textContent;
  const say = (words) => {
    document.getElementById("copying").textContent = words;
    button.textContent = words;
    setTimeout(() => { button.textContent = label; }, 2500);
  };
  const select = () => {
    const range = document.createRange();
    range.selectNodeContents(text);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
  };
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      say(button.dataset.done);
    } catch {
      // Without https there is no clipboard to write to; the older way works on what is selected.
      select();
      say(document.execCommand("copy") ? button.dataset.done : button.dataset.failed);
    }
  });
}
