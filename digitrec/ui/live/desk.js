// What a visitor makes, and the only owner of it: the strokes on the canvas and the counts of the
// cells. What is shown, what is read and what the server is told all come from here; the server is
// told after each change and asks for nothing.

import { isDrawing, placeOf, rubOut, visibleStrokes } from "./geometry.js";
import { makeHistory } from "./history.js";
import { makeInk } from "./ink.js";
import { canvasHost, canvasIn, closeDialog, isConnected, watchConnection } from "./internals.js";
import { openMemory } from "./memory.js";
import { followPen, isEraserEnd } from "./pen.js";
import { makeReader } from "./reader.js";
import { showReading } from "./reading.js";
import { stripOfCells, stripOfStrokes } from "./strip.js";
import { toDigitsFormat } from "./strokes.js";
import { NUMBERS, WORDS } from "./words.js";

const { SIDE, MAX_COUNT, MAX_POINTS, MAX_STROKES } = NUMBERS;
const N_CELLS = SIDE * SIDE;
const NEAREST_PX = 0.5; // points nearer to the one before tell nothing
const ERASER_PX = 10;
const TELL_MS = 30; // so that what is changed at once is told at once
const READER_MS = 4000; // without a reader the server is asked to read, as on a slow line
const HEARD_MS = 8000; // without a sign of the server, something is amiss
const SHADOW_FRAMES = 60; // in which a shadow root comes, or it never does
const BACK_MS = 5000; // for which it is said that the connection is back
const WARM_UP = [[[60, 40], [60, 60], [62, 90], [60, 200]]];
const BLANK_CELLS = new Array(N_CELLS).fill(0);

const isCells = (cells) =>
  Array.isArray(cells) && cells.length === N_CELLS &&
  cells.every((count) => Number.isInteger(count) && count >= 0 && count <= MAX_COUNT);

// The canvas comes first: a reader that is made a moment later delays nobody's pen.
const whenIdle = (task) =>
  globalThis.requestIdleCallback?.(task, { timeout: 1000 }) ?? setTimeout(task, 50);

function makeDesk() {
  const memory = openMemory();
  const drawing = makeHistory([]), cells = makeHistory(BLANK_CELLS);
  const listeners = new Map(); // by the element that each belongs to
  let data = null, send = null, root = null; // of the answer's part of the page, while there is one
  let ink = null, growing = null; // the canvas, and the stroke under the pen
  let isErasing = false, lastErased = null, hasErased = false;
  let revision = 0, told = 0; // the last change, and the last that was told
  let frame = 0, tellTimer = 0, amissTimer = 0, backTimer = 0;
  let reader = null, wanted = null, cannot = ""; // who reads; whose form it should be; which failed
  let noted = ""; // what the quiet line says, or will say in a moment
  let put = null, brought = null; // the last cells that the server put here; the strokes in cells

  const isPen = () => data?.tool !== "Cells";
  const made = () => (isPen() ? drawing : cells);
  const isBlank = () => !drawing.now.length && cells.now.every((count) => count === 0);
  const tellAll = () => listeners.forEach((listener) => listener());

  // --- What is read ---------------------------------------------------------------------------

  function answer() {
    if (!isPen()) {
      const { image, ...said } = reader.readCells(cells.now);
      return { ...said, steps: stripOfCells(image) };
    }
    const strokes = visibleStrokes(growing ? [...drawing.now, growing] : drawing.now);
    const { steps, ...said } = reader.readStrokes(strokes);
    return { ...said, steps: stripOfStrokes(steps) };
  }
  function show(aloud) {
    if (!root) return;
    root.classList.toggle("dr-live", growing !== null);
    const part = root.querySelector("#reading");
    Object.assign(part.dataset, { revision, heard: data.heard });
    if (reader) {
      const said = answer();
      if (!aloud) delete said.announcement; // a screen reader hears what stands, not each frame
      showReading(root, { ...said, by: "browser" });
    } else if (data.answer) showReading(root, { ...data.answer, by: "server" });
  }
  function showSoon() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      show(false);
    });
  }

  // --- What changes ---------------------------------------------------------------------------

  function changed(keep = true) {
    cancelAnimationFrame(frame);
    frame = 0;
    revision += 1;
    if (keep) memory.write("drawing", { strokes: drawing.now, cells: cells.now, put, brought });
    show(true);
    tell();
    tellAll();
  }
  function repaint() {
    ink?.paint(drawing.now, () => growing);
  }
  function changedStrokes() {
    if (!drawing.now.length) isErasing = false;
    repaint();
    changed();
  }
  function step(name) {
    if (growing || !made()[name]()) return;
    if (isPen()) changedStrokes();
    else changed();
  }
  function clear() {
    if (isPen() && drawing.now.length) {
      drawing.change([]);
      changedStrokes();
    } else if (!isPen() && cells.now.some((count) => count > 0)) {
      cells.change(BLANK_CELLS);
      changed();
    }
  }

  // --- The pen --------------------------------------------------------------------------------

  let box = null, nPoints = 0;
  followPen({
    begun(event, canvas) {
      box = canvas.getBoundingClientRect();
      const point = placeOf(event, box);
      if (isErasing || isEraserEnd(event)) {
        [lastErased, hasErased] = [point, false];
        return erase(point);
      }
      nPoints = drawing.now.reduce((sum, stroke) => sum + stroke.length, 0) + 1;
      if (nPoints > MAX_POINTS || drawing.now.length >= MAX_STROKES) return;
      growing = [point];
      ink?.begin(point);
      showSoon();
    },
    moved(events) {
      for (const event of events) {
        const point = placeOf(event, box);
        if (lastErased) erase(point);
        else if (growing) grow(point, event.shiftKey);
      }
      showSoon();
    },
    ended() {
      lastErased = null;
      if (!growing) return;
      ink?.end(growing.at(-1));
      drawing.change([...drawing.now, growing]);
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
    const [x, y] = growing.at(-1);
    if (Math.hypot(point[0] - x, point[1] - y) < NEAREST_PX || nPoints >= MAX_POINTS) return;
    if (shift && growing.length > 1) growing.pop(); // a straight line, as the canvas draws it
    else nPoints += 1;
    growing.push(point);
    ink?.go(point, shift);
  }
  function erase(point) {
    const left = rubOut(drawing.now, lastErased, point, ERASER_PX);
    lastErased = point;
    if (left.length === drawing.now.length) return;
    if (hasErased) drawing.amend(left);
    else drawing.change(left);
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

  // --- The server -----------------------------------------------------------------------------

  function tell() {
    clearTimeout(tellTimer);
    tellTimer = setTimeout(() => {
      if (!send) return;
      told = revision;
      send("made", { revision, strokes: visibleStrokes(drawing.now), cells: cells.now, cannot });
      clearTimeout(amissTimer);
      amissTimer = setTimeout(() => {
        if (!send || data.heard === revision) return;
        note(WORDS.gone);
        tell(); // it may have been lost
      }, HEARD_MS);
    }, TELL_MS);
  }
  // Which form could not be used is a change, too.
  function tellCannot(name) {
    cannot = name;
    revision += 1;
    tell();
  }
  function note(text) {
    const line = root?.querySelector("#live-note");
    if (!line || text === noted) return;
    clearTimeout(backTimer);
    if (noted === WORDS.gone) {
      line.textContent = WORDS.back;
      backTimer = setTimeout(() => { line.textContent = text; }, BACK_MS);
    } else line.textContent = text;
    noted = text;
  }
  const usualNote = () => (reader || (data?.reader && cannot !== data.reader) ? "" : WORDS.afterStrokes);
  function connectionChanged() {
    if (!isConnected()) note(WORDS.gone);
    else if (data && data.heard !== revision) tell();
    else note(usualNote());
  }

  // --- Who reads ------------------------------------------------------------------------------

  async function wantReader(offered, fetchServed) {
    if (wanted === offered.name && (reader || cannot !== wanted)) return;
    wanted = offered.name;
    reader = null;
    const isWanted = () => wanted === offered.name;
    const fail = () => {
      if (!isWanted() || reader) return;
      tellCannot(offered.name);
      note(usualNote());
    };
    if (!offered.name) return note(usualNote());
    const late = setTimeout(fail, READER_MS);
    try {
      const form = offered.form ?? (await (await fetchServed(offered.file)).json());
      const ready = await makeReader(form);
      await new Promise(whenIdle);
      ready.readStrokes(WARM_UP); // the first reading takes longer: it compiles
      if (!isWanted()) return;
      reader = { name: offered.name, ...ready };
      if (cannot === offered.name) tellCannot("");
      note(usualNote());
      show(true);
      tellAll();
    } catch {
      fail();
    } finally {
      clearTimeout(late);
    }
  }

  // --- What was kept --------------------------------------------------------------------------

  const ready = memory.ready.then(() => {
    const kept = memory.read("drawing");
    if (!kept || revision || growing) return;
    if (isDrawing(kept.strokes, MAX_STROKES, MAX_POINTS)) drawing.begin(kept.strokes);
    if (isCells(kept.cells)) cells.begin(kept.cells);
    ({ put, brought } = kept);
    if (isBlank()) return;
    repaint();
    changed(false);
  });
  memory.onForget(() => {
    drawing.begin([]);
    cells.begin(BLANK_CELLS);
    repaint();
    changed(false);
  });

  addEventListener("keydown", (event) => {
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
    get cells() { return cells.now; },
    get state() {
      return {
        canUndo: made().canUndo, canRedo: made().canRedo, isErasing,
        isBlank: isPen() ? !drawing.now.length : cells.now.every((count) => count === 0),
      };
    },
    wantReader, clear,
    undo: () => step("undo"),
    redo: () => step("redo"),
    toggleEraser() {
      isErasing = !isErasing && drawing.now.length > 0;
      tellAll();
    },
    // `isOneMore`: it belongs to the change before.
    setCells(counts, isOneMore = false) {
      if (isOneMore) cells.amend(counts);
      else cells.change(counts);
      changed();
    },
    listen(element, listener) {
      listeners.set(element, listener);
      listener();
      return () => listeners.delete(element);
    },
    // The answer's part of the page is there, or has been told something new.
    async receive({ data: now, parentElement, setStateValue }) {
      const before = data;
      if (root !== parentElement) noted = "";
      [data, send, root] = [now, setStateValue, parentElement];
      if (!before) watchConnection(connectionChanged);
      await ready;
      if (data.put && data.put.id !== put && isCells(data.put.cells)) {
        put = data.put.id;
        cells.change(data.put.cells);
        changed();
      } else if (!isPen() && before?.tool !== data.tool) bring();
      if (isPen() && before && before.pen !== data.pen) requestAnimationFrame(repaint);
      const isNews = data.heard === null ? revision > 0 : told !== revision;
      if (data.heard !== revision && isNews) tell();
      if (data.heard === revision && isConnected()) note(usualNote());
      if (!growing) show(before?.tool !== data.tool);
      tellAll();
    },
    leave(parentElement) {
      if (root === parentElement) root = send = null;
    },
  };

  // A new drawing is put into the cells as well, to see what a change of one cell does to it.
  function bring() {
    const name = JSON.stringify(drawing.now);
    const strokes = visibleStrokes(drawing.now);
    if (!strokes.length || name === brought) return;
    brought = name;
    cells.change([...toDigitsFormat(strokes)]);
    changed();
  }
}

export const desk = (globalThis.digitrecDesk ??= makeDesk());
