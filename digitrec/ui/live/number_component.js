// What lies over the wide canvas: what to do while it is blank, and a box around each digit that is found.
// The program that finds them is fetched once there is more than a single digit.

import { store } from "./store.js";

let program = null; // of this visit

async function load(served, fetchServed) {
  const text = await (await fetchServed(served)).text();
  return (await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })))).program;
}

export function fetchNumbers(served, fetchServed) {
  program ??= load(served, fetchServed).then(store.useNumbers, store.doWithoutNumbers);
}

export function mountNumber({ data, parentElement }, fetchServed) {
  const hint = parentElement.querySelector(".dr-hint");
  hint.textContent = data.hint;
  store.showBoxesIn(parentElement.querySelector(".dr-boxes"));
  fetchNumbers(data.program, fetchServed);
  return store.listen(parentElement, () => { hint.hidden = !store.state.isBlank; });
}
