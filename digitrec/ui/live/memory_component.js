// The browser's half of digitrec/ui/memory.py: stores the record of the visit, sends it to a session
// that requests it, and owns the button that forgets everything.

import { openMemory } from "./memory.js";

const CONFIRM_MS = 6000; // for which the button asks for a second press
const SLIP_MS = 700; // a second press within that is a slip
const CONFIRM = "Press again, and your drawing, your choices and your runs in this tab are gone, and all your kept digits.";

// Answer a session's request with the stored record, if there is one. Until the session has used it,
// its own record is not complete and must not replace the stored one. Each session has a request of
// its own, since one can end while its page stays open, and another begin.
function isAnswering(memory, request, setTriggerValue) {
  if (memory.request !== request) {
    memory.request = request;
    const visit = request === null ? undefined : memory.read("visit");
    memory.isAnswering = visit !== undefined;
    if (memory.isAnswering) setTriggerValue("answer", { request, visit });
  }
  return memory.isAnswering;
}

function write(memory, visit) {
  if (JSON.stringify(visit) !== JSON.stringify(memory.read("visit"))) memory.write("visit", visit);
}

// The first press asks for a second one, which within some seconds does it.
function makeButton(root, forget) {
  const button = root.querySelector("button"), status = root.querySelector("[role=status]");
  const label = button.textContent;
  let timer = 0, pressedAt = 0;

  function reset() {
    clearTimeout(timer);
    timer = 0;
    button.textContent = label;
    status.textContent = "";
  }
  button.addEventListener("keydown", (event) => {
    if (event.repeat) event.preventDefault(); // a key held down is one press
    if (event.key === "Escape") reset();
  });
  button.addEventListener("click", ({ timeStamp }) => {
    if (!timer) {
      pressedAt = timeStamp;
      timer = setTimeout(reset, CONFIRM_MS);
      button.textContent = "Really forget?";
      status.textContent = CONFIRM;
    } else if (timeStamp - pressedAt > SLIP_MS) {
      reset();
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
    root.sendForget();
  }
  root.sendForget = () => setTriggerValue("forget", true);
  if (!root.isReady) makeButton(root, forget);
  root.isReady = true;

  // The server has forgotten, too. A reload removes what this page still shows.
  if (data.forgotten) {
    location.replace(location.pathname);
    return;
  }
  memory.ready.then(() => {
    if (memory.isForgetting) return;
    if (!isAnswering(memory, data.request, setTriggerValue)) write(memory, data.visit ?? undefined);
  });
}
