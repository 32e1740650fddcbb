// The story's part of the page: told anew whenever the drawing or the model is another.

import { showStory } from "./story.js";

const told = new WeakMap();

export default function ({ data, parentElement }) {
  const name = JSON.stringify(data);
  if (told.get(parentElement)?.name === name) return;
  const retell = () => {
    told.get(parentElement)?.stop();
    told.set(parentElement, { name, stop: showStory(parentElement, data) });
  };
  retell();
  // The page may have come before its reader.
  const late = () => globalThis.digitrecReader && retell();
  globalThis.addEventListener("digitrec-reader", late, { once: true });
  return () => {
    told.get(parentElement)?.stop();
    told.delete(parentElement);
    globalThis.removeEventListener("digitrec-reader", late);
  };
}
