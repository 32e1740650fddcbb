// The parts of the Draw page that run in the browser, by name.

import { mountControls } from "./controls.js";
import { desk } from "./desk.js";
import { mountGrid } from "./grid.js";
import { mountStory } from "./story_part.js";

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
  story: mountStory,
};
