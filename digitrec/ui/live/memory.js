// What this browser keeps for this tab.

export function openMemory() {
  return { ready: Promise.resolve(), read() {}, write() {}, forget() {}, onForget() {} };
}
