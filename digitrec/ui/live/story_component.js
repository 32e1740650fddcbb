// The component of the story, which starts again whenever the drawing or the model changes.

import { store } from "./store.js";
import { showStory } from "./story.js";

export function mountStory({ data, parentElement }) {
  let stop = null, reader = null; // of the story that is shown
  // The reader may come after the page.
  const unlisten = store.listen(parentElement, () => {
    if (stop && reader === store.reader) return;
    stop?.();
    reader = store.reader;
    stop = showStory(parentElement, data);
  });
  return () => {
    unlisten();
    stop();
  };
}
