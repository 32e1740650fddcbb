// Owns the connection to the server: sends the drawing after each change, sends it again when it may
// have been lost, and says on a line below the answer when the server is away.

import { isConnected, watchConnection } from "./internals.js";
import { WORDS } from "./words.js";

const SEND_MS = 30; // changes of the same moment are sent at once
const RECEIVED_MS = 8000; // without an answer for so long, something is wrong
const BACK_MS = 5000; // for which the line says that the connection is back

// `contents()` is what to send, beside the revision; `usualNote()` the text of the line while the
// server is there.
export function makeServer({ contents, usualNote }) {
  let data = null, root = null; // of the answer's component, or of the last there was
  let setStateValue = null; // while there is one
  let revision = 0, sent = 0; // the last change, and the last that was sent
  let sendTimer = 0, lostTimer = 0, backTimer = 0;
  let note = ""; // what the line says, or will say in a moment

  const isReceived = () => data?.received === revision;

  function send() {
    clearTimeout(sendTimer);
    sendTimer = setTimeout(() => {
      if (!setStateValue) return;
      sent = revision;
      setStateValue("drawing", { revision, ...contents() });
      clearTimeout(lostTimer);
      lostTimer = setTimeout(() => {
        if (!setStateValue || isReceived()) return;
        showNote(WORDS.gone);
        send(); // it may have been lost
      }, RECEIVED_MS);
    }, SEND_MS);
  }
  function showNote(text) {
    const line = root?.querySelector("#live-note");
    if (!line || text === note) return;
    clearTimeout(backTimer);
    if (note === WORDS.gone) {
      line.textContent = WORDS.back;
      backTimer = setTimeout(() => { line.textContent = text; }, BACK_MS);
    } else line.textContent = text;
    note = text;
  }
  function connectionChanged() {
    if (!isConnected()) showNote(WORDS.gone);
    else if (data && !isReceived()) send();
    else showNote(usualNote());
  }
  return {
    get revision() { return revision; },
    get received() { return data?.received; },
    showUsualNote: () => showNote(usualNote()),
    // Something has changed, which the server is to know.
    change() {
      revision += 1;
      send();
    },
    // The answer's component is there, or has got new data.
    attach(component) {
      if (!data) watchConnection(connectionChanged);
      if (root !== component.parentElement) note = "";
      ({ data, setStateValue, parentElement: root } = component);
    },
    detach() {
      setStateValue = null;
    },
    // Send what the server lacks, or else say that all is well.
    update() {
      const isNew = data.received === null ? revision > 0 : sent !== revision;
      if (!isReceived() && isNew) send();
      if (isReceived() && isConnected()) showNote(usualNote());
    },
  };
}
