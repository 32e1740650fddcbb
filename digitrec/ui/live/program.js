// The parts of the pages that run in the browser, by name.

import { mountControls } from "./controls.js";
import { desk } from "./desk.js";
import { mountGrid } from "./grid.js";
import { mountMemory } from "./memory_part.js";
import { mountMenu } from "./menu.js";
import { mountStory } from "./story_part.js";
import { STYLE } from "./words.js";

document.head.append(Object.assign(document.createElement("style"), { textContent: STYLE }));

export const parts = {
  answer(part) {
    desk.receive(part);
    return () => desk.leave(part.parentElement);
  },
  controls: mountControls,
  form({ data }, fetchServed) {
    desk.wantReader(data, fetchServed);
  },
  grid: mountGrid,
  memory: mountMemory,
  menu: mountMenu,
  story: mountStory,
};
