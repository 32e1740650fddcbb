// The answer's part of the page: the server's readings come in as data, the pen's as it moves.

import { makeLive } from "./live.js";

const parts = new WeakMap();

export default function ({ data, parentElement }) {
  if (!parts.has(parentElement)) parts.set(parentElement, makeLive(parentElement));
  parts.get(parentElement).receive(data);
  return () => {
    parts.get(parentElement)?.stop();
    parts.delete(parentElement);
  };
}
