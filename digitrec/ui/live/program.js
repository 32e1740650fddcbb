// The components of the pages, by the names that digitrec/ui/shared/served.py gives them.

import { mountBoxes } from "./boxes.js";
import { mountControls } from "./controls.js";
import { mountFollow } from "./follow.js";
import { store } from "./store.js";
import { mountGrid } from "./grid.js";
import { mountHint } from "./hint.js";
import { mountMemory } from "./memory_component.js";
import { mountMenu } from "./menu.js";
import { fetchNumbers, mountNumber } from "./number_component.js";
import { mountPhoto } from "./photo.js";
import { mountStory } from "./story_component.js";

const mounts = {
  answer(component, served) {
    store.attach(component, () => fetchNumbers(component.data.numbers, served));
    return () => store.detach(component.parentElement);
  },
  boxes: mountBoxes,
  controls: mountControls,
  follow: mountFollow,
  form({ data }, served) {
    store.makeReaderOf(data, served.fetch);
  },
  grid: mountGrid,
  hint: mountHint,
  // By a program of its own, which is fetched once there is an answer.
  keep: (component, { load }) =>
    store.listen(component.parentElement, () => {
      if (!store.answer && !globalThis.digitrecKept) return;
      load(component.data.program).then(({ components }) => components.keep(component, store), () => {});
    }),
  memory: mountMemory,
  menu: mountMenu,
  number: mountNumber,
  photo: mountPhoto,
  steps: ({ parentElement }) => store.listenToReadings(parentElement),
  story: mountStory,
};

// Streamlit calls a component again for new data. It never ends the call before, or, where that took longer than
// the new data, ends it after the new one has begun. So it is ended here, before the new one begins.
const ends = new WeakMap(); // of each component's last call, by its element
function mounted(mount) {
  return (component, served) => {
    const { parentElement } = component;
    ends.get(parentElement)?.();
    const end = mount(component, served) ?? (() => {});
    ends.set(parentElement, end);
    return () => {
      if (ends.get(parentElement) !== end) return;
      ends.delete(parentElement);
      end();
    };
  };
}
export const components = Object.fromEntries(
  Object.entries(mounts).map(([name, mount]) => [name, mounted(mount)]),
);
