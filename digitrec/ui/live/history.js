// Undo and redo: every change is a new value, and the values before it are kept.

const MAX_STEPS = 200;

export function makeHistory(value) {
  let now = value, past = [], future = [];

  function step(from, to) {
    if (!from.length) return false;
    to.push(now);
    now = from.pop();
    return true;
  }
  return {
    get now() { return now; },
    get canUndo() { return past.length > 0; },
    get canRedo() { return future.length > 0; },
    change(next) {
      past = [...past.slice(-MAX_STEPS), now];
      future = [];
      now = next;
    },
    amend(next) { now = next; }, // it is undone with the last change
    begin(next) { [now, past, future] = [next, [], []]; },
    undo: () => step(past, future),
    redo: () => step(future, past),
  };
}
