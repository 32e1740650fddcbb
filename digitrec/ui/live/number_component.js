// What lies over the wide canvas: what to do while it is blank, and a box around each digit that is found.
// The program that finds them is fetched once there is more than a single digit.

import { store } from "./store.js";

let isWanted = false; // in this visit

export function fetchNumbers(served, { load }) {
  if (isWanted) return;
  isWanted = true;
  load(served).then(({ program }) => store.useNumbers(program), store.doWithoutNumbers);
}

export function mountNumber({ data, parentElement }, served) {
  const hint = parentElement.querySelector(".dr-hint");
  hint.textContent = data.hint;
  store.showBoxesIn(parentElement.querySelector(".dr-boxes"));
  fetchNumbers(data.program, served);
  return store.listen(parentElement, () => { hint.hidden = !store.state.isBlank; });
}
