// What can be undone and redone: every change is a new value, and the values before it are kept.

const MOST_KEPT = 200;

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
      past = [...past.slice(-MOST_KEPT), now];
      future = [];
      now = next;
    },
    amend(next) { now = next; }, // what belongs to the last change and is undone with it
    begin(next) { [now, past, future] = [next, [], []]; },
    undo: () => step(past, future),
    redo: () => step(future, past),
  };
}
