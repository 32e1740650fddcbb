// The browser's half of digitrec/ui/memory.py: keeps the record of the visit, hands it to a session
// that asks for it, and has the button that forgets everything.

import { openMemory } from "./memory.js";

const SURE_MS = 6000; // for which the button asks whether it is meant
const SLIP_MS = 700; // a second press within that is none
const SURE = "Press again, and your drawing, your choices and your runs in this tab are gone.";

// Whether a session waits for an answer: what it has until then is not all there is to keep. Each
// session asks by a word of its own, since one can end while its page stays open, and another begin.
function owesAnswer(memory, ask, setTriggerValue) {
  if (memory.asked !== ask) {
    memory.asked = ask;
    const visit = ask === null ? undefined : memory.read("visit");
    memory.owes = visit !== undefined;
    if (memory.owes) setTriggerValue("answer", { to: ask, visit });
  }
  return memory.owes;
}

function keep(memory, visit) {
  if (JSON.stringify(visit) !== JSON.stringify(memory.read("visit"))) memory.write("visit", visit);
}

// One press asks, a second one within some seconds does it.
function makeButton(root, forget) {
  const button = root.querySelector("button"), said = root.querySelector("[role=status]");
  const label = button.textContent;
  let timer = 0, asked = 0;

  function calm() {
    clearTimeout(timer);
    timer = 0;
    button.textContent = label;
    said.textContent = "";
  }
  button.addEventListener("keydown", (event) => {
    if (event.repeat) event.preventDefault(); // a key held down is one press
    if (event.key === "Escape") calm();
  });
  button.addEventListener("click", ({ timeStamp }) => {
    if (!timer) {
      asked = timeStamp;
      timer = setTimeout(calm, SURE_MS);
      button.textContent = "Really forget?";
      said.textContent = SURE;
    } else if (timeStamp - asked > SLIP_MS) {
      calm();
      button.disabled = true;
      forget();
    }
  });
}

export function mountMemory({ data, parentElement, setTriggerValue }) {
  const memory = openMemory();
  const root = parentElement.querySelector(".dr-memory");

  async function forget() {
    memory.isForgetting = true;
    await memory.forget();
    root.tell();
  }
  root.tell = () => setTriggerValue("forget", true);
  if (!root.isReady) makeButton(root, forget);
  root.isReady = true;

  // The server has forgotten, too; what this page still shows goes with the page.
  if (data.forgotten) {
    location.replace(location.pathname);
    return;
  }
  memory.ready.then(() => {
    if (memory.isForgetting) return;
    if (!owesAnswer(memory, data.ask, setTriggerValue)) keep(memory, data.visit ?? undefined);
  });
}
