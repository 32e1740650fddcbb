// Reads and shows numbers of several digits: the program that the tool Number fetches.

import { inKind } from "./number_kinds.js";
import { makeNumberReader } from "./number_reader.js";
import { NUMBERS } from "./words.js";

const { CANVAS_PX, NUMBER_CANVAS_PX } = NUMBERS;
const MARGIN_PX = 12; // of the drawing, around a digit: half a pen's width and a little more
const LABEL_PX = 30; // a box that begins higher has its digit inside
const MAIL = `
  <svg class="dr-letter" viewBox="0 0 60 40">
    <rect x="1" y="1" width="58" height="38" rx="2"/><rect class="dr-stamp" x="45" y="5" width="10" height="12"/>
    <path d="M6 8h18M6 13h12"/><text x="30" y="32"></text>
  </svg>
  <div class="dr-holes">${[..."0123456789"].map((digit) => `<span>${digit}</span>`).join("")}</div>`;

function element(className, parent) {
  const node = document.createElement("div");
  node.className = className;
  return parent.appendChild(node);
}

function setText(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

function showBoxes(root, parts) {
  while (root.children.length > parts.length) root.lastChild.remove();
  while (root.children.length < parts.length) element("dr-found", element("dr-box", root));
  parts.forEach(({ digit, box: [left, top, right, bottom], sure }, i) => {
    const node = root.children[i];
    const place = (from, to, size) => {
      const begin = Math.max(from - MARGIN_PX, 0), end = Math.min(to + MARGIN_PX, size);
      return [begin, end - begin].map((each) => `${((100 * each) / size).toFixed(2)}%`);
    };
    [node.style.left, node.style.width] = place(left, right, NUMBER_CANVAS_PX);
    [node.style.top, node.style.height] = place(top, bottom, CANVAS_PX);
    node.dataset.found = !digit ? "none" : sure ? "digit" : "unsure";
    node.dataset.high = top - MARGIN_PX < LABEL_PX;
    setText(node.firstChild, digit);
  });
}

function showMail(root, { digit, hole, isSorted }) {
  if (!root.firstChild) root.innerHTML = MAIL;
  root.dataset.sorted = !!isSorted;
  root.dataset.hole = hole ?? "";
  root.style.setProperty("--hole", hole ?? "4.5");
  setText(root.querySelector("text"), digit);
  [...root.querySelectorAll("span")].forEach((node, i) =>
    node.classList.toggle("dr-hole", !!isSorted && String(i) === hole));
}

// Shows what a number has beside a digit's answer, and returns the reading as the answer shows it.
function showNumber(root, boxes, reading, kind) {
  const shown = inKind(reading, kind), place = root.querySelector("#reading");
  if (!place.querySelector(".dr-other")) {
    element("dr-other", place.querySelector(".dr-verdict"));
    element("dr-mail", place).setAttribute("aria-hidden", "true");
  }
  setText(place.querySelector(".dr-other"), shown.other ?? "");
  if (kind === "zip") showMail(place.querySelector(".dr-mail"), shown);
  if (boxes) showBoxes(boxes, shown.parts ?? []);
  return shown;
}

export const program = { makeNumberReader, showNumber };
