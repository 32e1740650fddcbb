// Right or wrong: keeps what is drawn on the Draw page, with the digit that it was meant to be.

import { digitOf, labelled, openKept, readAs } from "./kept.js";
import { labelInWords } from "./sentences.js";
import { NUMBERS } from "./words.js";

const kept = openKept();

function sentenceOf({ label }) {
  const until = kept.isStored ? "" : ", until this page is closed";
  return `Kept as ${labelInWords(label)} in My digits${until}.`;
}

// `store` is the Draw page's; `data.model` names who reads.
export function mountKeep({ data, parentElement }, store) {
  const root = parentElement.querySelector(".dr-keep"), { answer } = store;
  const buttons = [...root.querySelectorAll(".dr-keep-labels button")];
  const said = root.querySelector("[role=status]"), undo = root.querySelector("[name=undo]");

  async function keep(label) {
    const [before] = kept.withStrokes(answer.strokes);
    if (before) return kept.relabel(before.id, label);
    const drawing = labelled(label, answer.strokes, readAs(answer.reading, label, data.model));
    if (await kept.add([drawing])) return;
    said.textContent = `${NUMBERS.MAX_DRAWINGS.toLocaleString("en")} drawings are kept; remove some first.`;
  }
  function show() {
    const now = answer && kept.withStrokes(answer.strokes)[0];
    root.hidden = !answer;
    root.dataset.kept = !!now;
    said.textContent = now ? sentenceOf(now) : "";
    for (const button of buttons) {
      const { name } = button, label = name === "none" ? null : Number(name);
      if (name === "right") continue;
      button.setAttribute("aria-pressed", String(!!now && now.label === label));
      button.onclick = () => keep(label);
    }
    if (!answer) return;
    buttons[0].setAttribute("aria-label", `Right: it is ${labelInWords(digitOf(answer.reading))}`);
    buttons[0].onclick = () => keep(digitOf(answer.reading));
    undo.onclick = () => {
      buttons[0].focus(); // since this one goes
      kept.undoOrRemove(now.id);
    };
  }
  kept.ready.then(() => kept.listen(root, show));
}
