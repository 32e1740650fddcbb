// Hands the kept drawings to the server, for a page that needs them there (digitrec/ui/shared/own_digits.py):
// in parts, since a message to the server has a bound, and once for each state in which they are.

import { openKept } from "./kept.js";

const MAX_PART = 500_000; // characters, of which a message may have four times as many
const LOST_MS = 10_000; // without an answer for so long, a part is sent again

const kept = openKept();
let sent = "", sentAt = 0; // the last part that was sent

// Lines in groups, each of which is short enough.
function partsOf(lines) {
  const parts = [[]];
  let length = 0;
  for (const line of lines) {
    length += line.length + 1;
    if (length > MAX_PART && parts.at(-1).length) {
      parts.push([]);
      length = line.length + 1;
    }
    parts.at(-1).push(line);
  }
  return parts.map((part) => part.join("\n"));
}

// `data.digest` names the drawings that the server has, and `data.coming` those of which it has so far
// received `data.n` parts.
export function mountHandOver({ data, parentElement, setTriggerValue }) {
  kept.ready.then(() => kept.listen(parentElement, () => {
    const { digest } = kept;
    if (digest === (data.digest ?? "")) return;
    const part = data.coming === digest ? data.n : 0, name = `${digest} ${part}`;
    if (name === sent && Date.now() - sentAt < LOST_MS) return;
    [sent, sentAt] = [name, Date.now()];
    const parts = partsOf(kept.lines());
    setTriggerValue("part", { digest, part, of: parts.length, text: parts[part] });
  }));
}
