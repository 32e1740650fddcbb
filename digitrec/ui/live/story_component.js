// The component of the story, which starts again whenever the drawing or the model changes.

import { store } from "./store.js";
import { showStory } from "./story.js";

const stories = new WeakMap(); // what is shown, by the component's element

export function mountStory({ data, parentElement }) {
  const stop = () => {
    stories.get(parentElement)?.stop();
    stories.delete(parentElement);
  };
  // The reader may come after the page.
  const unlisten = store.listen(parentElement, () => {
    const name = JSON.stringify([data, store.reader?.name]);
    if (stories.get(parentElement)?.name === name) return;
    stop();
    stories.set(parentElement, { name, stop: showStory(parentElement, data) });
  });
  return () => {
    unlisten();
    stop();
  };
}
