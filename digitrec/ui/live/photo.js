// A picture that is pasted, or dropped anywhere on the page, is uploaded as one that was chosen.

import { fileInput, isDropzone } from "./internals.js";

function upload(event, files) {
  const input = fileInput();
  if (!input || !files.length || isDropzone(event.target)) return; // which takes it by itself
  event.preventDefault();
  const chosen = new DataTransfer();
  chosen.items.add(files[0]);
  input.files = chosen.files;
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

export function mountPhoto() {
  const listeners = new AbortController(), { signal } = listeners;
  addEventListener("paste", (event) => upload(event, event.clipboardData.files), { signal });
  addEventListener("drop", (event) => upload(event, event.dataTransfer.files), { signal });
  // Else the browser leaves the page and opens the file.
  addEventListener("dragover", (event) => event.preventDefault(), { signal });
  return () => listeners.abort();
}
