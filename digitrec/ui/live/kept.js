// Owns the drawings that a visitor keeps, each with its label, in a database of this browser that all its
// tabs share. Where storage is forbidden or full, they last as long as the page. Nothing here throws.

import { isDrawing } from "./geometry.js";
import { DATABASE, openMemory } from "./memory.js";
import { NUMBERS } from "./words.js";

const { MAX_DRAWINGS, MAX_POINTS, MAX_STROKES, N_DIGITS } = NUMBERS;
const STORE = "drawings"; // the only one of the database
const MAX_UNDONE = 50;

const isLabel = (label) => label === null || (Number.isInteger(label) && label >= 0 && label < N_DIGITS);
// A database can be edited by hand.
const isKept = (each) =>
  typeof each?.id === "string" && isLabel(each.label) && typeof each.at === "string" &&
  isDrawing(each.strokes, MAX_STROKES, MAX_POINTS) && each.strokes.length > 0;

const isSame = (one, other) =>
  one.length === other.length && one.every((stroke, i) => stroke.length === other[i].length) &&
  JSON.stringify(one) === JSON.stringify(other);

// A number of 53 bits that changes with the text.
function hashOf(text) {
  let high = 0xdeadbeef, low = 0x41c6ce57;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  return 2 ** 32 * (high >>> 11) + (low >>> 0);
}

// As crypto.randomUUID, which plain http lacks.
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const digits = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

// A drawing as it is kept (digitrec/collection/drawing.py).
export const labelled = (label, strokes, read = null) => ({
  id: newId(), label, writer: "", strokes, read, at: new Date().toISOString().replace(/\.\d+/, ""),
});

// The digit that a reading shows, null for none.
export const digitOf = ({ digit }) => (digit === "?" ? null : Number(digit));

// How a drawing with that label was read, by a model of that title.
export const readAs = (reading, label, model) => ({
  digit: digitOf(reading), sure: reading.sure, model,
  probability: label === null ? null : (reading.probabilities ?? reading.bars)[label],
});

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = request.oncomplete = () => resolve(request.result);
    request.onerror = request.onabort = request.onblocked = () => reject(request.error);
  });

function makeKept() {
  const drawings = new Map(); // by their ids
  const listeners = new Map(); // by the element that each belongs to
  let opening = null, isStored = true;
  let undone = []; // of each change of this tab, what was before
  let channel = null; // tells other tabs which drawings have changed

  function open() {
    const request = indexedDB.open(DATABASE);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "id" });
    return settled(request).then((database) => {
      database.onversionchange = () => { // everything is to be forgotten
        database.close();
        opening = null;
        undone = [];
        drawings.clear();
        tell();
      };
      return database;
    });
  }
  async function transaction(mode) {
    return (await (opening ??= open())).transaction(STORE, mode);
  }
  function tell() {
    for (const [element, listener] of listeners) {
      if (element.isConnected) listener();
      else listeners.delete(element);
    }
  }
  function set(id, drawing) {
    if (drawing) drawings.set(id, drawing);
    else drawings.delete(id);
  }
  // `changes` are pairs of an id and the drawing that it stands for from now on, null for none.
  async function apply(changes) {
    for (const change of changes) set(...change);
    tell();
    try {
      const writing = await transaction("readwrite"), store = writing.objectStore(STORE);
      for (const [id, drawing] of changes) {
        if (drawing) store.put(drawing);
        else store.delete(id);
      }
      await settled(writing);
      channel?.postMessage(changes.map(([id]) => id));
    } catch {
      isStored = false;
      tell();
    }
  }
  async function change(changes) {
    if (!changes.length) return;
    const before = changes.map(([id]) => [id, drawings.get(id) ?? null]);
    undone = [...undone.slice(1 - MAX_UNDONE), before];
    await apply(changes);
  }
  async function readAgain(ids) {
    try {
      const store = (await transaction("readonly")).objectStore(STORE);
      const found = await Promise.all(ids.map((id) => settled(store.get(id))));
      found.forEach((drawing, i) => set(ids[i], isKept(drawing) ? drawing : null));
      tell();
    } catch { /* the other tab's changes are seen after a reload */ }
  }

  async function load() {
    try {
      const store = (await transaction("readonly")).objectStore(STORE);
      for (const drawing of await settled(store.getAll())) {
        if (isKept(drawing)) drawings.set(drawing.id, drawing);
      }
      channel = new BroadcastChannel(DATABASE);
      channel.onmessage = ({ data }) => readAgain(data);
    } catch {
      isStored = false;
    }
    tell();
  }
  openMemory().onForget(() => {
    undone = [];
    drawings.clear();
    tell();
  });
  const ready = load();

  return {
    ready, // resolves once what was kept before can be read
    get isStored() { return isStored; },
    get size() { return drawings.size; },
    get canUndo() { return undone.length > 0; },
    all: () => [...drawings.values()],
    get: (id) => drawings.get(id),
    withStrokes: (strokes) => [...drawings.values()].filter((each) => isSame(each.strokes, strokes)),
    lines: () => Array.from(drawings.values(), (drawing) => JSON.stringify(drawing)),
    // Changes with every drawing that comes, goes or gets another label, and is "" for none.
    get digest() {
      if (!drawings.size) return "";
      let sum = 0;
      for (const { id, label } of drawings.values()) sum = (sum + hashOf(`${id} ${label}`)) % 2 ** 52;
      return `${drawings.size}-${sum.toString(36)}`;
    },
    // Returns how many of them were new and had room.
    async add(added) {
      await ready;
      const fresh = added.filter((drawing) => isKept(drawing) && !drawings.has(drawing.id));
      const changes = fresh.slice(0, MAX_DRAWINGS - drawings.size).map((drawing) => [drawing.id, drawing]);
      await change(changes);
      return changes.length;
    },
    async relabel(id, label) {
      await ready;
      const drawing = drawings.get(id);
      if (!drawing || !isLabel(label) || drawing.label === label) return;
      const read = drawing.read && { ...drawing.read, probability: null }; // which was of the other label
      await change([[id, { ...drawing, label, read }]]);
    },
    async remove(ids) {
      await ready;
      await change(ids.filter((id) => drawings.has(id)).map((id) => [id, null]));
    },
    async undo() {
      await ready;
      const before = undone.pop();
      if (before) await apply(before);
    },
    // Undo the last change if it was one of this drawing; else remove it.
    undoOrRemove(id) {
      return undone.at(-1)?.some(([changed]) => changed === id) ? this.undo() : this.remove([id]);
    },
    // Calls back after each change, as long as the element is on the page.
    listen(element, listener) {
      listeners.set(element, listener);
      listener();
    },
  };
}

// One for all parts of this page, whichever asks first.
export function openKept() {
  return (globalThis.digitrecKept ??= makeKept());
}
