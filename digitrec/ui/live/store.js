// Owns the drawings: the strokes of a digit, those of a number and the counts of the cells. What is shown,
// read, sent to the server and stored in the browser all comes from here.

import { isDrawing, isStep, placeOf, rubOut, visibleStrokes } from "./geometry.js";
import { makeHistory } from "./history.js";
import { isWide, makeInk, widthOf } from "./ink.js";
import { canvasHost, canvasIn, closeDialog, isCanvas, isConnected } from "./internals.js";
import { openMemory } from "./memory.js";
import { followPen, isEraserEnd } from "./pen.js";
import { makeReader } from "./reader.js";
import { BLANK, showAnswer, showSteps, UNREAD } from "./reading.js";
import { fillIn } from "./sentences.js";
import { makeServer } from "./server.js";
import { stripOfCells, stripOfStrokes } from "./strip.js";
import { toDigitsFormat } from "./strokes.js";
import { NUMBERS, WORDS } from "./words.js";

const { SIDE, MAX_COUNT, MAX_POINTS, MAX_STROKES, NUMBER_CANVAS_PX } = NUMBERS;
const N_CELLS = SIDE * SIDE;
const READER_MS = 4000; // without a reader for so long, as on a slow line, the server reads
const SHADOW_FRAMES = 60; // in which a shadow root comes, or it never does
const WARM_UP = [[[60, 40], [60, 60], [62, 90], [60, 200]]];
const BLANK_CELLS = new Array(N_CELLS).fill(0);
const WAKING = { ...UNREAD, headline: WORDS.waking };
const NO_PHOTO = { ...UNREAD, headline: WORDS.photo, announcement: WORDS.photo, isBlank: true };
const NO_NUMBER = {
  ...UNREAD, text: "", parts: [], headline: WORDS.blank, announcement: WORDS.clearedNumber, isBlank: true,
};

const isCells = (cells) =>
  Array.isArray(cells) && cells.length === N_CELLS &&
  cells.every((count) => Number.isInteger(count) && count >= 0 && count <= MAX_COUNT);

// The canvas comes first: a reader that is made a moment later delays nobody's pen.
const whenIdle = (task) =>
  globalThis.requestIdleCallback?.(task, { timeout: 1000 }) ?? setTimeout(task, 50);

function makeStore() {
  const memory = openMemory();
  const drawing = makeHistory([]), number = makeHistory([]), cells = makeHistory(BLANK_CELLS);
  const listeners = new Map(); // by the element that each belongs to
  const visibleNumber = (strokes) => visibleStrokes(strokes, NUMBER_CANVAS_PX);
  let boxes = null; // the element in which digits of a number have boxes
  const strips = new Set(); // elements that show the steps of a reading
  let isUntouched = false, example = null; // before the first touch: the strokes of the ghost
  let data = null, root = null; // of the answer's component, while there is one
  let ink = null, growing = null; // the canvas, and the stroke under the pen
  let numbers = null, readNumber = null, fetchNumbers = null; // the program that reads and shows numbers, and its reader
  let hasNoNumbers = false; // it could not be fetched
  let isErasing = false, lastErased = null, hasErased = false;
  let frame = 0, shown = UNREAD; // the reading that is shown
  let reader = null, wantedForm = null, failedForm = ""; // who reads; the names of two forms
  let imageId = null, strokesInCells = null; // the last that were put into the cells

  const isPen = () => data?.tool !== "Cells";
  const isPhoto = () => data?.tool === "Photo"; // which the server reads; the strokes wait
  const isNumber = () => data?.tool === "Number";
  const drawnOn = (canvas) => (isWide(canvas) ? number : drawing);
  const current = () => (isNumber() ? number : isPen() ? drawing : cells);
  const isEmpty = () => cells.now.every((count) => count === 0);
  const isNothing = () => (isPen() ? !current().now.length && !growing : isEmpty());
  const isServers = () => !reader && (!data?.form || failedForm === data.form); // who reads
  const callListeners = () => listeners.forEach((listener) => listener());
  const server = makeServer({
    contents: () => ({
      strokes: visibleStrokes(drawing.now), number: visibleNumber(number.now), cells: cells.now,
      failedForm: hasNoNumbers && isNumber() ? wantedForm ?? "" : failedForm, // either way the server reads
    }),
    usualNote: () => (isServers() ? WORDS.afterStrokes : ""),
  });

  // --- What is read ---------------------------------------------------------------------------

  function read() {
    if (!isPen()) {
      const { image, ...reading } = reader.readCells(cells.now);
      return { ...reading, steps: stripOfCells(image) };
    }
    const drawn = growing ? [...drawing.now, [...growing]] : drawing.now;
    const strokes = example ?? visibleStrokes(drawn);
    const { steps, ...reading } = reader.readStrokes(strokes);
    return { ...sayWhich(reading, strokes), steps: stripOfStrokes(steps) };
  }
  // Where there is more than one digit, which they are, once the program that tells has come.
  function sayWhich(reading, strokes) {
    if (reading.reason !== WORDS.several) return reading;
    if (!numbers) {
      fetchNumbers();
      return reading;
    }
    readNumber ??= numbers.makeNumberReader(reader);
    const several = readNumber(strokes);
    if (!several.sure || several.parts.filter(({ digit }) => digit).length < 2) return reading;
    const reason = fillIn(WORDS.whichSeveral, { text: several.text.replaceAll("\n", ", ") });
    return { ...reading, reason, announcement: reading.announcement.replace(WORDS.several, reason) };
  }
  // Of a number it is shown as the digit, and has no bars.
  const answerOfServer = () => ({ ...UNREAD, digit: data.answer.text, ...data.answer });
  function numberToShow() {
    if (isNothing()) return { ...NO_NUMBER, by: "browser" };
    if (!reader || !numbers) return { ...(data.answer ? answerOfServer() : WAKING), by: "server" };
    readNumber ??= numbers.makeNumberReader(reader);
    // The growing stroke as it is now, since the reader keeps what it has read of a stroke.
    const strokes = visibleNumber(growing ? [...number.now, [...growing]] : number.now);
    return strokes.length ? { ...UNREAD, ...readNumber(strokes), by: "browser" } : NO_NUMBER;
  }
  function readingToShow() {
    if (isNumber()) return numberToShow();
    if (isPhoto()) return { ...(data.answer ? answerOfServer() : NO_PHOTO), by: "server" };
    if (isNothing() && !example) return { ...BLANK, by: "browser" };
    if (!reader) return { ...(data.answer ?? (growing && isServers() ? UNREAD : WAKING)), by: "server" };
    const reading = { ...read(), by: "browser" };
    if (!example) return reading;
    if (!reading.sure) return { ...BLANK, bars: reading.bars, percents: reading.percents, by: "browser" };
    const headline = fillIn(WORDS.example, reading);
    return { ...reading, headline, reason: WORDS.blank, isExample: true };
  }
  // `isAloud`: a screen reader announces the answer, which it must not do in each frame.
  function show(isAloud) {
    if (!root) return;
    root.classList.toggle("dr-live", growing !== null);
    const { revision, received } = server;
    let reading = shown = readingToShow();
    const kinds = { tool: reading.parts ? "Number" : data.tool, kind: isNumber() ? data.kind : "" };
    Object.assign(root.querySelector("#reading").dataset, { revision, received, ...kinds });
    if (isNumber() && numbers) reading = numbers.showNumber(root, boxes, reading, data.kind);
    if (!isAloud || example) delete reading.announcement;
    showAnswer(root, reading);
    for (const strip of strips) {
      if (strip.querySelector(".dr-steps")) showSteps(strip, reading);
      else strips.delete(strip); // the page has put up another
    }
  }
  function showSoon() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      show(false);
    });
  }

  // The ghost on the canvas gives way to whatever the visitor does.
  function touched() {
    if (!isUntouched) return;
    isUntouched = false;
    example = null;
    showSoon();
    callListeners();
  }

  // --- What changes ---------------------------------------------------------------------------

  function changed(isStored = true) {
    touched();
    cancelAnimationFrame(frame);
    frame = 0;
    server.change();
    if (isStored) {
      const names = { put: imageId, brought: strokesInCells };
      const contents = { strokes: drawing.now, number: number.now, cells: cells.now };
      memory.write("drawing", { ...contents, ...names });
    }
    show(true);
    callListeners();
  }
  function repaint() {
    ink?.paint(drawnOn(ink.canvas).now, () => growing);
  }
  function changedStrokes() {
    if (!current().now.length) isErasing = false;
    repaint();
    changed();
  }
  function step(name) {
    if (growing || isPhoto() || !current()[name]()) return;
    if (isPen()) changedStrokes();
    else changed();
  }
  function clear() {
    if (isPen() && current().now.length) {
      current().change([]);
      changedStrokes();
    } else if (!isPen() && cells.now.some((count) => count > 0)) {
      cells.change(BLANK_CELLS);
      changed();
    }
  }

  // --- The pen --------------------------------------------------------------------------------

  let box = null, width = 0, sheet = drawing, nPoints = 0; // of the canvas that is drawn on
  followPen({
    isCanvas,
    touched,
    begun(event, canvas) {
      box = canvas.getBoundingClientRect();
      width = widthOf(canvas);
      sheet = drawnOn(canvas);
      const point = placeOf(event, box, width);
      if (isErasing || isEraserEnd(event)) {
        [lastErased, hasErased] = [point, false];
        return erase(point);
      }
      nPoints = sheet.now.reduce((sum, stroke) => sum + stroke.length, 0) + 1;
      if (nPoints > MAX_POINTS || sheet.now.length >= MAX_STROKES) return;
      growing = [point];
      ink?.begin(point);
      showSoon();
      callListeners();
    },
    moved(events) {
      for (const event of events) {
        const point = placeOf(event, box, width);
        if (lastErased) erase(point);
        else if (growing) grow(point, event.shiftKey);
      }
      showSoon();
    },
    ended() {
      lastErased = null;
      if (!growing) return;
      ink?.end(growing.at(-1));
      sheet.change([...sheet.now, growing]);
      growing = null;
      changed();
    },
    dropped() {
      lastErased = growing = null;
      repaint();
      show(true);
    },
  });
  function grow(point, shift) {
    if (!isStep(growing.at(-1), point) || nPoints >= MAX_POINTS) return;
    if (shift && growing.length > 1) growing.pop(); // a straight line, as the canvas draws it
    else nPoints += 1;
    growing.push(point);
    ink?.go(point, shift);
  }
  function erase(point) {
    const left = rubOut(sheet.now, lastErased, point);
    lastErased = point;
    if (left.length === sheet.now.length) return;
    if (hasErased) sheet.amend(left);
    else sheet.change(left);
    hasErased = true;
    changedStrokes();
  }

  // --- The canvas, which the page may put up anew ------------------------------------------------

  const watched = { childList: true, subtree: true };
  const changes = new MutationObserver(() => {
    framesLeft = SHADOW_FRAMES;
    lookSoon();
  });
  let look = 0, framesLeft = SHADOW_FRAMES;
  // Not before the next frame: a canvas that has just come is not yet set up.
  function lookSoon() {
    look ||= requestAnimationFrame(lookForCanvas);
  }
  function lookForCanvas() {
    look = 0;
    if (root && !isConnected()) closeDialog();
    if (ink?.canvas.isConnected) return;
    const host = canvasHost(), canvas = canvasIn(host);
    ink = canvas && makeInk(canvas);
    if (ink) repaint();
    else if (host?.shadowRoot) changes.observe(host.shadowRoot, watched);
    else if (host && framesLeft-- > 0) lookSoon(); // nobody tells that a shadow root has come
  }
  changes.observe(document.body, watched);
  lookSoon();

  // --- Who reads ------------------------------------------------------------------------------

  function setFailedForm(name) {
    failedForm = name;
    server.change();
  }
  async function makeReaderOf(offered, fetchServed) {
    if (wantedForm === offered.name && (reader || failedForm !== wantedForm)) return;
    wantedForm = offered.name;
    reader = readNumber = null;
    const isWanted = () => wantedForm === offered.name;
    const fail = () => {
      if (!isWanted() || reader) return;
      setFailedForm(offered.name);
      server.showUsualNote();
    };
    if (!offered.name) return server.showUsualNote();
    const late = setTimeout(fail, READER_MS);
    try {
      const form = offered.form ?? (await (await fetchServed(offered.file)).json());
      const made = await makeReader(form);
      await new Promise(whenIdle);
      made.readStrokes(WARM_UP); // the first reading takes longer: it compiles
      if (!isWanted()) return;
      reader = { name: offered.name, ...made };
      if (failedForm === offered.name) setFailedForm("");
      server.showUsualNote();
      show(true);
      callListeners();
    } catch {
      fail();
    } finally {
      clearTimeout(late);
    }
  }

  // --- What is stored in the browser ------------------------------------------------------------

  const isRestored = memory.ready.then(() => {
    const stored = memory.read("drawing");
    isUntouched = !server.revision && !growing;
    if (!stored || !isUntouched) return;
    if (isDrawing(stored.strokes, MAX_STROKES, MAX_POINTS)) drawing.begin(stored.strokes);
    if (isDrawing(stored.number, MAX_STROKES, MAX_POINTS)) number.begin(stored.number);
    if (isCells(stored.cells)) cells.begin(stored.cells);
    ({ put: imageId, brought: strokesInCells } = stored);
    if (!drawing.now.length && !number.now.length && isEmpty()) return;
    repaint();
    changed(false);
  });
  // Nothing is sent to the server, which is about to forget, too: the message would overtake that one.
  memory.onForget(() => {
    drawing.begin([]);
    number.begin([]);
    cells.begin(BLANK_CELLS);
    repaint();
    show(true);
    callListeners();
  });

  addEventListener("keydown", (event) => {
    touched();
    if (!root || !(event.ctrlKey || event.metaKey) || event.altKey) return;
    if (event.target.closest?.("input, textarea, [contenteditable=true]")) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    step(key === "y" || event.shiftKey ? "redo" : "undo");
  });

  return {
    get reader() { return reader; },
    get drawing() { return drawing.now; },
    get number() { return number.now; },
    get cells() { return cells.now; },
    // The picture as a link carries it (digitrec/formats/link.py); empty where there is none.
    link() {
      if (isPhoto() || isNumber()) return "";
      const strokes = visibleStrokes(drawing.now);
      const counts = !isPen() ? cells.now : strokes.length ? [...toDigitsFormat(strokes)] : [];
      return counts.some(Boolean) ? counts.map((count) => count.toString(17)).join("") : "";
    },
    get isUntouched() { return isUntouched && isPen() && !isPhoto() && !isNumber() && root !== null; },
    get state() {
      return {
        canUndo: current().canUndo, canRedo: current().canRedo, isErasing,
        isBlank: isNothing(),
      };
    },
    // What the pen has drawn, and how it is read; null while there is none of both.
    get answer() {
      const isRead = data?.tool === "Pen" && !growing && !isNothing() && shown.digit;
      return isRead ? { strokes: visibleStrokes(drawing.now), reading: shown } : null;
    },
    makeReaderOf, clear,
    useNumbers(program) {
      numbers = program;
      show(true);
    },
    doWithoutNumbers() {
      hasNoNumbers = true;
      server.change();
    },
    showBoxesIn(element) {
      boxes = element;
      show(false);
    },
    // Read strokes that nobody has drawn, until the first touch.
    showExample(strokes) {
      if (!isUntouched) return;
      example = strokes;
      show(false);
    },
    listenToReadings(element) {
      strips.add(element);
      show(false);
      return () => strips.delete(element);
    },
    undo: () => step("undo"),
    redo: () => step("redo"),
    toggleEraser() {
      isErasing = !isErasing && current().now.length > 0;
      callListeners();
    },
    // `isSameChange`: it is undone with the change before.
    setCells(counts, isSameChange = false) {
      if (isSameChange) cells.amend(counts);
      else cells.change(counts);
      changed();
    },
    listen(element, listener) {
      listeners.set(element, listener);
      listener();
      return () => listeners.delete(element);
    },
    // The answer's component is there, or has got new data.
    async attach(component, fetchOfNumbers) {
      const before = data;
      fetchNumbers = fetchOfNumbers;
      ({ data, parentElement: root } = component);
      server.attach(component);
      await isRestored;
      if (!isPen() || isPhoto() || isNumber()) touched();
      if (data.image && data.image.id !== imageId && isCells(data.image.cells)) {
        imageId = data.image.id;
        cells.change(data.image.cells);
        changed();
      } else if (!isPen() && before?.tool !== data.tool) putStrokesIntoCells();
      if (isPen() && before && before.pen !== data.pen) requestAnimationFrame(repaint);
      server.update();
      if (!growing) show(before?.tool !== data.tool);
      callListeners();
    },
    detach(parentElement) {
      if (root !== parentElement) return;
      root = null;
      server.detach();
    },
  };

  // A new drawing is put into the cells as well, to see what a change of one cell does to it.
  function putStrokesIntoCells() {
    const name = JSON.stringify(drawing.now);
    const strokes = visibleStrokes(drawing.now);
    if (!strokes.length || name === strokesInCells) return;
    strokesInCells = name;
    cells.change([...toDigitsFormat(strokes)]);
    changed();
  }
}

export const store = (globalThis.digitrecStore ??= makeStore());
