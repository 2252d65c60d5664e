// The editor that Datasette puts over its field for SQL has a field of its own, without a name.
addEventListener("load", () => {
  for (const field of document.querySelectorAll(".CodeMirror textarea")) field.setAttribute("aria-label", "SQL");
});
