"use strict";
// Adds a copy button to every citation. Without JavaScript one click selects the whole line.
for (const citation of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break; // only offered on secure origins
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = citation.dataset.copy;
  button.setAttribute("aria-live", "polite");
  const text = citation.textContent;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(text);
    button.textContent = citation.dataset.copied;
  });
  citation.after(button);
}
