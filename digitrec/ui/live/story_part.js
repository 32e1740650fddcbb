// The story's part of the page: told anew whenever the drawing or the model is another.

import { desk } from "./desk.js";
import { showStory } from "./story.js";

const told = new WeakMap();

export function mountStory({ data, parentElement }) {
  const stop = () => {
    told.get(parentElement)?.stop();
    told.delete(parentElement);
  };
  // The page may have come before its reader.
  const unlisten = desk.listen(parentElement, () => {
    const name = JSON.stringify([data, desk.reader?.name]);
    if (told.get(parentElement)?.name === name) return;
    stop();
    told.set(parentElement, { name, stop: showStory(parentElement, data) });
  });
  return () => {
    unlisten();
    stop();
  };
}
