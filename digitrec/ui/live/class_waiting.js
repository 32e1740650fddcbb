// Owns what a pupil has drawn for a room and the server has not acknowledged yet, and the key by which the
// room knows the pupil. Each drawing has a place of its own in localStorage, so that several tabs never
// overwrite each other's; the server takes each once. Where storage is forbidden, all lasts as long as
// the page.

import { ROOM_PREFIX } from "./memory.js";

const KEY_BYTES = 16;

function attempt(action) {
  try {
    return action();
  } catch {
    return undefined;
  }
}

// As secrets.token_urlsafe, which the server's own keys are made by.
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(KEY_BYTES));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

export function openWaiting(code) {
  const name = ROOM_PREFIX + code, prefix = `${name}.`;
  const here = new Map(); // what could not be stored, and so is lost with the page
  let ownKey = null;

  const stored = () => attempt(() => Object.keys(localStorage).filter((each) => each.startsWith(prefix))) ?? [];
  const read = (id) => here.get(id) ?? attempt(() => JSON.parse(localStorage.getItem(prefix + id)));

  return {
    get key() {
      ownKey ??= attempt(() => localStorage.getItem(name)) ?? newKey();
      attempt(() => localStorage.setItem(name, ownKey));
      return ownKey;
    },
    // All that waits, the oldest first: { task, drawing }.
    all() {
      const ids = new Set([...here.keys(), ...stored().map((each) => each.slice(prefix.length))]);
      const entries = [...ids].map(read).filter((each) => each?.drawing?.id && each.task);
      return entries.sort((one, other) => (one.drawing.at < other.drawing.at ? -1 : 1));
    },
    add(task, drawing) {
      const entry = { task, drawing };
      const isStored = attempt(() => {
        localStorage.setItem(prefix + drawing.id, JSON.stringify(entry));
        return true;
      });
      if (!isStored) here.set(drawing.id, entry);
    },
    // The room is closed: there is nothing to come back to.
    forget() {
      here.clear();
      attempt(() => [name, ...stored()].forEach((each) => localStorage.removeItem(each)));
    },
    remove(id) {
      here.delete(id);
      attempt(() => localStorage.removeItem(prefix + id));
    },
  };
}
