// What lies over the wide canvas: what to do while it is blank, and a box around each digit that is found.
// It fetches the program that finds them, which nobody needs who draws a single digit.

import { store } from "./store.js";

let program = null; // of this visit

async function fetchProgram(served, fetchServed) {
  const text = await (await fetchServed(served)).text();
  return (await import(URL.createObjectURL(new Blob([text], { type: "text/javascript" })))).program;
}

export function mountNumber({ data, parentElement }, fetchServed) {
  const hint = parentElement.querySelector(".dr-hint");
  hint.textContent = data.hint;
  store.showBoxesIn(parentElement.querySelector(".dr-boxes"));
  program ??= fetchProgram(data.program, fetchServed).then(store.useNumbers, store.doWithoutNumbers);
  return store.listen(parentElement, () => { hint.hidden = !store.state.isBlank; });
}
