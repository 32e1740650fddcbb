// Shows a reading: the answer with the ten bars, and the strip of pictures. Every element is made once and
// changed in place, so that bars move, nothing jumps, and screen readers announce the new answer.

import { drawAddress, drawPicture } from "./picture.js";
import { stripOfStrokes } from "./strip.js";
import { NUMBERS, WORDS } from "./words.js";

const { N_DIGITS } = NUMBERS;
const USUAL_LENGTH = 5;

// What is shown before there is anything to read, and until it has been read.
export const UNREAD = {
  digit: "", headline: "", reason: "", sure: true, steps: stripOfStrokes({}),
  bars: new Array(N_DIGITS).fill(0), percents: new Array(N_DIGITS).fill(""),
};
export const BLANK = { ...UNREAD, headline: WORDS.blank, announcement: WORDS.cleared, isBlank: true };

function element(tag, className, parent) {
  const node = document.createElement(tag);
  node.className = className;
  return parent.appendChild(node);
}

function makeBars(list) {
  for (let digit = 0; digit < N_DIGITS; digit++) {
    const item = element("li", "dr-bar", list);
    item.dataset.testid = `bar-${digit}`;
    element("span", "dr-bar-digit", item).textContent = digit;
    const track = element("span", "dr-bar-track", item);
    element("span", "dr-bar-fill", track);
    element("span", "dr-bar-percent", item);
  }
}

// Another format has another number of steps.
function makeSteps(list, n) {
  while (list.children.length > n) list.lastChild.remove();
  while (list.children.length < n) {
    const item = element("li", "dr-step", list);
    const picture = element("canvas", "dr-step-picture", element("div", "dr-step-paper", item));
    picture.setAttribute("role", "img");
    element("div", "dr-step-name", item);
    element("div", "dr-step-caption", item);
  }
}

// To change a text node costs less layout than to replace it.
function setText(node, text) {
  const textNode = node.firstChild ?? node.appendChild(document.createTextNode(""));
  if (textNode.nodeValue !== text) textNode.nodeValue = text;
}

export function showAnswer(root, reading) {
  const part = (id) => root.querySelector(`#${id}`);
  const { sure, by, isBlank, isExample } = reading;
  Object.assign(part("reading").dataset, { sure, by, blank: !!isBlank, example: !!isExample });
  setText(part("digit"), reading.digit);
  // How many digits a number has in a row, at least as many as there is room for anyway.
  const longest = Math.max(USUAL_LENGTH, ...reading.digit.split("\n").map((row) => row.length));
  part("reading").style.setProperty("--length", longest);
  setText(part("headline"), reading.headline);
  setText(part("reason"), reading.reason);

  if (!part("bars").firstChild) makeBars(part("bars"));
  [...part("bars").children].forEach((item, digit) => {
    item.classList.toggle("dr-bar-first", String(digit) === reading.digit);
    item.querySelector(".dr-bar-fill").style.transform = `scaleX(${reading.bars[digit]})`;
    setText(item.querySelector(".dr-bar-percent"), reading.percents[digit]);
  });
  if (reading.announcement) setText(part("announcement"), reading.announcement);
}

// Of a number in a photograph they are its digits, and none leads to the next.
export function showSteps(root, { steps, isBlank, isExample, parts }) {
  const list = root.querySelector(".dr-steps");
  list.parentElement.dataset.blank = !!(isBlank || isExample);
  list.dataset.apart = !!parts;
  makeSteps(list, steps.length);
  [...list.children].forEach((item, i) => {
    const { name, caption, picture, src, alt } = steps[i];
    const canvas = item.querySelector("canvas");
    item.classList.toggle("dr-step-empty", !picture && !src);
    canvas.hidden = !picture && !src;
    if (picture) drawPicture(canvas, picture);
    else if (src) drawAddress(canvas, src);
    if (canvas.getAttribute("aria-label") !== alt) canvas.setAttribute("aria-label", alt);
    setText(item.querySelector(".dr-step-name"), name);
    setText(item.querySelector(".dr-step-caption"), caption);
  });
}
