// Owns what each tab stores in this browser, so that a reload or a lost tab costs nothing. A tab has a
// slot of its own in localStorage, so that two tabs never overwrite each other. A lock of the browser's,
// held as long as the page lives, tells which slots are in use.
//
// Storage may be forbidden (private windows), full, or edited by hand. Nothing here throws or writes
// to the console: then the page works, and remembers less.

export const DATABASE = "digitrec"; // in IndexedDB: the drawings that were kept (kept.js)
const PREFIX = "digitrec-"; // of slots in localStorage; a slot's lock has the slot's name
const OWN = "digitrec"; // in sessionStorage: the name of this tab's slot
export const ROOM_PREFIX = "digitrec.room."; // in localStorage: what a pupil keeps for a class's room
const LEFT = "digitrec-left"; // in sessionStorage, from the end of a page until the tab's next
const WEEK_MS = 7 * 24 * 3600 * 1000; // a lost tab older than that is not taken up again
const MAX_SLOTS = 6;
// Until the page before has let go of the slot: after a reload, even on a busy machine, and after a
// crash. Who never left is another tab, of which this one is a copy.
const LEFT_MS = 10_000;
const NOT_LEFT_MS = 500;

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

// A slot's contents, by name, and when they were written; empty if they are not valid.
function contentsOf(text) {
  const entry = attempt(() => JSON.parse(text));
  const isValid = isObject(entry) && Number.isFinite(entry.at) && isObject(entry.items);
  return isValid ? entry : { at: 0, items: {} };
}

// All slots, the one written last first.
function slots() {
  const names = attempt(() => Object.keys(localStorage)) ?? [];
  return names
    .filter((name) => name.startsWith(PREFIX))
    .map((name) => ({ name, at: contentsOf(attempt(() => localStorage.getItem(name))).at }))
    .sort((one, other) => other.at - one.at);
}

// Whether this page got a slot's lock, which it then keeps to its end.
function hold(name, options = { ifAvailable: true }) {
  return new Promise((resolve) => {
    const keep = (lock) => {
      resolve(lock !== null);
      return lock && new Promise(() => {});
    };
    navigator.locks.request(name, options, keep).catch(() => resolve(false));
  });
}

async function removeUnlessHeld(name) {
  const remove = (lock) => lock && attempt(() => localStorage.removeItem(name));
  await attempt(() => navigator.locks.request(name, { ifAvailable: true }, remove))?.catch(() => {});
}

// Where this tab stores its contents, and what it begins with.
async function findSlot() {
  const isShared = navigator.locks && attempt(() => localStorage.length) !== undefined;
  if (!isShared) { // as on plain http: a storage of the tab's own survives a reload, no more
    return { where: () => sessionStorage, name: PREFIX + "tab", from: PREFIX + "tab" };
  }
  const where = () => localStorage;
  const own = attempt(() => sessionStorage.getItem(OWN));
  const hasLeft = attempt(() => sessionStorage.getItem(LEFT)) === "";
  attempt(() => sessionStorage.removeItem(LEFT));
  if (own?.startsWith(PREFIX)) {
    if (await hold(own, { signal: AbortSignal.timeout(hasLeft ? LEFT_MS : NOT_LEFT_MS) })) {
      return { where, name: own, from: own };
    }
  } else {
    for (const { name, at } of slots()) {
      if (Date.now() - at < WEEK_MS && (await hold(name))) return { where, name, from: name };
    }
  }
  const name = PREFIX + crypto.randomUUID();
  await hold(name);
  return { where, name, from: own }; // a tab that was duplicated goes on with a copy
}

// Resolves once the database is gone. A tab that has it open closes it when it hears of that.
const removeDatabase = () =>
  new Promise((resolve) => {
    const request = attempt(() => indexedDB.deleteDatabase(DATABASE));
    if (request) request.onsuccess = request.onerror = resolve;
    else resolve();
  });

function makeMemory() {
  const listeners = new Set();
  let items = {}; // what is remembered, whether it could be stored or not
  let slot = null;

  function put() {
    const isEmpty = Object.values(items).every((value) => value === undefined);
    const text = attempt(() => JSON.stringify({ at: Date.now(), items }));
    return attempt(() => {
      if (isEmpty) slot.where().removeItem(slot.name);
      else if (text) slot.where().setItem(slot.name, text);
      return true;
    });
  }

  // If there is no room, slots of lost tabs are removed, the oldest first.
  async function store() {
    if (put()) return;
    for (const { name } of slots().reverse()) {
      if (name === slot.name) continue;
      await removeUnlessHeld(name);
      if (put()) return;
    }
  }

  async function prune() {
    for (const [i, { name, at }] of slots().entries()) {
      const isKept = i < MAX_SLOTS && Date.now() - at < WEEK_MS;
      if (!isKept && name !== slot.name) await removeUnlessHeld(name);
    }
  }

  addEventListener("pagehide", () => attempt(() => sessionStorage.setItem(LEFT, "")));
  addEventListener("pageshow", () => attempt(() => sessionStorage.removeItem(LEFT))); // is back
  const ready = findSlot().then(async (found) => {
    slot = found;
    attempt(() => sessionStorage.setItem(OWN, slot.name));
    const begun = attempt(() => slot.where().getItem(slot.from));
    const isNew = slot.name !== slot.from || Object.keys(items).length;
    items = { ...contentsOf(begun).items, ...items };
    if (isNew) await store();
    prune();
  });

  return {
    ready, // resolves once the tab's slot is known, and what it holds can be read
    read: (name) => (Object.hasOwn(items, name) ? items[name] : undefined),
    // Stores a value that JSON can hold; undefined removes it.
    write(name, value) {
      items = { ...items, [name]: value };
      if (slot) store();
    },
    // Removes all that the project stores in this browser, except what is other open tabs' own.
    async forget() {
      await ready;
      items = {};
      put();
      for (const callback of [...listeners]) attempt(callback);
      await removeDatabase();
      attempt(() => {
        const ofRooms = Object.keys(localStorage).filter((name) => name.startsWith(ROOM_PREFIX));
        for (const name of ofRooms) localStorage.removeItem(name);
      });
      if (navigator.locks) {
        for (const { name } of slots()) if (name !== slot.name) await removeUnlessHeld(name);
      }
    },
    // Calls back whenever all is forgotten; returns the function that ends that.
    onForget(callback) {
      listeners.add(callback);
      return () => listeners.delete(callback);
    },
  };
}

// The memory of this page: one for all parts of it, whichever asks first.
export function openMemory() {
  return (globalThis.digitrecMemory ??= makeMemory());
}
