// Makes the chosen model's reader of what the server sent once, and offers it to the answer.

import { makeReader } from "./reader.js";

const WARM_UP = [[[60, 40], [60, 60], [62, 90], [60, 200]]];

// The canvas comes first: a reader that is made a moment later delays nobody's pen.
const whenIdle = (task) =>
  globalThis.requestIdleCallback?.(task, { timeout: 1000 }) ?? setTimeout(task, 300);

function offer(reader) {
  globalThis.digitrecReader = reader;
  globalThis.dispatchEvent(new Event("digitrec-reader"));
}

export default function ({ data }) {
  let current = true;
  if (globalThis.digitrecReader?.name !== data.name) {
    offer(null);
    if (data.form) {
      whenIdle(async () => {
        const reader = await makeReader(data.form);
        reader.read(WARM_UP); // the first reading takes longer: it compiles
        if (current) offer({ name: data.name, read: reader.read });
      });
    }
  }
  return () => {
    current = false;
  };
}
