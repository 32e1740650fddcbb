// A pupil's task on the page of a class (digitrec/ui/class_room/pupil.py): what is asked for, a canvas, and
// what the server says. One message is on its way at a time, and is sent again until it is answered.

import { openWaiting } from "./class_waiting.js";
import { watchConnection } from "./internals.js";
import { labelled } from "./kept.js";
import { makePausingBoard } from "./pausing_board.js";
import { drawStrokes } from "./plain_board.js";
import { fillIn, withArticle } from "./sentences.js";
import { NUMBERS, WORDS } from "./words.js";

const LOST_MS = 8000; // without an answer for so long, a message may have been lost
const ASK_MS = 4000; // between two questions for somebody's drawing to read
const MAX_SENT = 10; // drawings in one message
const SAID = WORDS.pupil;

function shuffled(n) {
  const order = Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}

function makePupil(root, code) {
  const find = (selector) => root.querySelector(selector);
  const [who, title] = find(".dr-pupil-who").children;
  const request = find(".dr-pupil-request"), said = find(".dr-pupil-said"), alarm = find(".dr-pupil-alarm");
  const digits = find(".dr-pupil-digits"), handIn = find("[name=hand-in]"), other = find(".dr-pupil-other");
  const unhurried = find(".dr-pupil-unhurried");
  const waiting = openWaiting(code);
  let data = {}, send = null; // of the component
  let name = ""; // the pupil's, also while a server that was started anew has not heard of it
  let number = Date.now(), isOnItsWay = false, lostTimer = 0, answered = null;
  let toRead = null, labels = [], label = null; // somebody's drawing; what is said of one
  let task = null, order = [], nDone = 0, isReading = false;

  const kind = () => task?.kind;
  const isRefused = () => data.answer?.refusal && !data.answer.isAway;
  const isRead = () => kind() === "read" || (kind() === "fool" && isReading && toRead);
  const wanted = () => (kind() === "ten" ? order[nDone] : task?.digit);
  const asksForLabel = () => kind() === "free" || kind() === "fool";

  function pump() {
    if (!send || isOnItsWay || data.answer?.isClosed) return;
    const drawings = waiting.all().slice(0, MAX_SENT);
    label = labels[0] ?? null;
    isOnItsWay = true;
    number += 1;
    send("sent", { number, key: waiting.key, drawings, label });
    clearTimeout(lostTimer);
    lostTimer = setTimeout(() => { isOnItsWay = false; pump(); }, LOST_MS);
  }
  function hear(answer) {
    if (!answer || answer.number !== number || answered === number) return;
    answered = number;
    clearTimeout(lostTimer);
    if (answer.isClosed) waiting.forget();
    if (answer.isAway) {
      lostTimer = setTimeout(() => { isOnItsWay = false; pump(); }, ASK_MS);
      return;
    }
    isOnItsWay = false;
    for (const id of answer.arrived ?? []) waiting.remove(id);
    for (const id of Object.keys(answer.refused ?? {})) waiting.remove(id);
    labels = labels.filter((each) => each !== label);
    if (!toRead && answer.other && !labels.length) toRead = answer.other;
    tell(answer);
    if (!answer.refusal && (waiting.all().length || labels.length)) pump();
  }
  function tell({ arrived = [], refused = {}, reads = {} }) {
    const read = arrived.filter((id) => id in reads).map((id) => reads[id]).at(-1);
    if (arrived.length) {
      said.textContent = read === undefined ? SAID.arrived
        : read === null ? SAID.readAsNone : fillIn(SAID.readAs, { digit: withArticle(read) });
    }
    const [refusal] = Object.values(refused);
    if (refusal) said.textContent = refusal;
  }

  const { board, stop } = makePausingBoard(find(".dr-pupil-board"), find(".dr-pause > i"), {
    pauses: () => kind() === "ten" && !unhurried.querySelector("input").checked,
    handIn: () => finish(wanted()),
    changed: showButtons,
  });

  function finish(digit) {
    stop();
    const { strokes } = board;
    if (!strokes.length || !task) return;
    waiting.add(task.number, labelled(digit, strokes.map((stroke) => stroke.map(([x, y]) => [x, y]))));
    board.begin();
    nDone += 1;
    isReading = kind() === "fool";
    said.textContent = SAID.waits;
    show();
    pump();
  }
  function choose(digit) {
    if (isRead()) {
      labels.push({ id: toRead.id, label: digit });
      toRead = null;
      isReading = false;
      show();
      pump();
    } else finish(digit);
  }
  for (const digit of [...Array(NUMBERS.N_DIGITS).keys(), null]) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = digit ?? SAID.none;
    button.dataset.digit = digit ?? "none";
    button.addEventListener("click", () => choose(digit));
    digits.append(button);
  }
  for (const step of ["undo", "clear"]) {
    find(`[name=${step}]`).addEventListener("click", () => {
      stop();
      board[step]();
    });
  }
  handIn.addEventListener("click", () => finish(wanted()));

  function showButtons() {
    const isBlank = !board.strokes.length;
    find("[name=undo]").disabled = !board.canUndo;
    find("[name=clear]").disabled = handIn.disabled = isBlank;
    for (const each of digits.children) each.disabled = isRead() ? !toRead : isBlank;
  }
  function requestNow() {
    if (isRefused()) return "";
    if (!name) return SAID.joining;
    if (!task) return SAID.before;
    if (data.isPaused) return SAID.paused;
    if (kind() === "ten") {
      return nDone < order.length ? fillIn(SAID.draw, { digit: withArticle(order[nDone]) }) : SAID.tenDone;
    }
    if (isRead()) return toRead ? SAID.whatIsIt : SAID.noneToRead;
    return task.request;
  }
  function show() {
    who.textContent = name;
    const step = kind() === "ten" && nDone < order.length ? `${nDone + 1} / ${order.length}` : "";
    title.textContent = [task?.title, step].filter(Boolean).join(" · ");
    request.textContent = requestNow();
    const isOver = kind() === "ten" && nDone >= order.length;
    const isOpen = name && task && !data.isPaused && !isOver && !isRefused();
    find(".dr-pupil-draw").hidden = !isOpen || isRead();
    find(".dr-pupil-read").hidden = !isOpen || !isRead() || !toRead;
    digits.hidden = !isOpen || !(isRead() ? toRead : asksForLabel());
    digits.lastChild.hidden = !isRead();
    handIn.hidden = asksForLabel();
    find(".dr-pause").hidden = kind() !== "ten";
    unhurried.hidden = !isOpen || kind() !== "ten";
    const { refusal } = data.answer ?? {};
    alarm.textContent = refusal ?? "";
    if (isRead() && toRead) {
      const side = Math.round(other.clientWidth * devicePixelRatio) || NUMBERS.CANVAS_PX;
      other.width = other.height = side;
      drawStrokes(other, toRead.strokes);
    }
    showButtons();
  }
  setInterval(() => {
    const asks = (kind() === "read" || kind() === "fool") && !toRead && !data.isPaused;
    const isDue = asks || data.answer?.isAway || waiting.all().length;
    if (root.isConnected && isDue && !document.hidden) pump();
  }, ASK_MS);
  watchConnection(() => { isOnItsWay = false; pump(); });

  return function update(component) {
    data = component.data;
    send = component.setTriggerValue;
    name = data.name ?? name;
    if (data.name && data.task?.number !== task?.number) {
      stop();
      task = data.task;
      order = shuffled(NUMBERS.N_DIGITS);
      nDone = 0;
      isReading = false;
      toRead = null;
      said.textContent = "";
      if (kind() === "read" || kind() === "fool") pump();
    }
    hear(data.answer);
    show();
    if (!data.name && !data.answer?.refusal) pump();
  };
}

export function mountPupil(component) {
  const { data, parentElement } = component;
  const root = parentElement.querySelector(".dr-pupil");
  if (root.code !== data.code) {
    root.code = data.code;
    root.update = makePupil(root, data.code);
  }
  root.update(component);
}
