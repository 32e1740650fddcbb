// One tab stop for many items that lie in rows: the arrow keys, Home and End lead from one to the next.

function nextOf(items, item, key) {
  if (key === "Home") return items[0];
  if (key === "End") return items.at(-1);
  const columns = items.filter((other) => other.offsetTop === items[0].offsetTop).length;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns }[key];
  return step && items[items.indexOf(item) + step];
}

// To be called for a key that is pressed on an item; says whether it led to another.
export function goOn(root, event) {
  const next = nextOf([...root.children], event.target, event.key);
  if (!next) return false;
  event.preventDefault();
  event.target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
  return true;
}
