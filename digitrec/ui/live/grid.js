// A grid of 8x8 cells, set by keyboard or pointer (WAI-ARIA's grid pattern: one cell is in the tab
// order, arrow keys move). The store owns what the cells hold.

import { store } from "./store.js";
import { NUMBERS } from "./words.js";

const { SIDE, MAX_COUNT } = NUMBERS;
const POINTER_STEP = 4;
const TYPING_PAUSE_MS = 1000;
const STEP_PX = 8; // less than half a cell

const MOVES = {
  ArrowLeft: (row, column) => [row, column - 1],
  ArrowRight: (row, column) => [row, column + 1],
  ArrowUp: (row, column) => [row - 1, column],
  ArrowDown: (row, column) => [row + 1, column],
  Home: (row) => [row, 0],
  End: (row) => [row, SIDE - 1],
};

function show(cell, count) {
  cell.textContent = count || "";
  cell.dataset.count = count;
  cell.style.setProperty("--ink", count / MAX_COUNT);
  cell.classList.toggle("dr-dark", count > MAX_COUNT / 2);
  const row = Math.floor(cell.dataset.index / SIDE) + 1;
  const column = (cell.dataset.index % SIDE) + 1;
  cell.setAttribute("aria-label", `row ${row}, column ${column}: ${count} of ${MAX_COUNT}`);
}

function build(root, counts) {
  const grid = document.createElement("div");
  grid.className = "dr-grid";
  grid.setAttribute("role", "grid");
  grid.setAttribute("aria-label", "The picture, 8 rows of 8 cells");
  for (let row = 0; row < SIDE; row++) {
    const line = grid.appendChild(document.createElement("div"));
    line.setAttribute("role", "row");
    for (let column = 0; column < SIDE; column++) {
      const cell = line.appendChild(document.createElement("div"));
      cell.setAttribute("role", "gridcell");
      cell.dataset.index = row * SIDE + column;
      cell.tabIndex = row + column === 0 ? 0 : -1;
      show(cell, counts[row * SIDE + column]);
    }
  }
  root.replaceChildren(grid);
  return grid;
}

function keyedCount(event, cell, typed) {
  const count = Number(cell.dataset.count);
  if (event.key === " ") return count ? 0 : MAX_COUNT;
  if (event.key === "+" || event.key === "=") return Math.min(count + 1, MAX_COUNT);
  if (event.key === "-") return Math.max(count - 1, 0);
  if (event.key === "Delete" || event.key === "Backspace") return 0;
  if (!/^[0-9]$/.test(event.key)) return null;
  const isContinued = typed.cell === cell && event.timeStamp - typed.at < TYPING_PAUSE_MS;
  const next = isContinued ? Number(`${count}${event.key}`) : Number(event.key);
  typed.cell = cell;
  typed.at = event.timeStamp;
  return next <= MAX_COUNT ? next : Number(event.key);
}

function listen(grid) {
  const cells = [...grid.querySelectorAll("[role=gridcell]")];
  const typed = { cell: null, at: 0 };
  let stroke = null; // of the pointer that paints: { id, first, last, paint, at }

  function set(cell, count, isSameChange = false) {
    if (store.cells[cell.dataset.index] === count) return;
    const counts = [...store.cells];
    counts[cell.dataset.index] = count;
    store.setCells(counts, isSameChange);
  }
  function focus(cell) {
    cells.forEach((other) => (other.tabIndex = other === cell ? 0 : -1));
    cell.focus({ preventScroll: true });
  }

  grid.addEventListener("keydown", (event) => {
    const cell = event.target.closest("[role=gridcell]");
    if (!cell || event.ctrlKey || event.metaKey || event.altKey) return;
    const index = Number(cell.dataset.index);
    const move = MOVES[event.key];
    if (move) {
      const [row, column] = move(Math.floor(index / SIDE), index % SIDE);
      const inside = row >= 0 && row < SIDE && column >= 0 && column < SIDE;
      if (inside) focus(cells[row * SIDE + column]);
      event.preventDefault();
      return;
    }
    const count = keyedCount(event, cell, typed);
    if (count === null) return;
    event.preventDefault();
    set(cell, count);
  });

  // A click adds ink, and empties a full cell. Dragging paints full cells, or empties them where it
  // began on a full one; all of it is one change.
  function cellAt(x, y) {
    const found = document.elementFromPoint(x, y)?.closest("[role=gridcell]");
    return found && grid.contains(found) ? found : null;
  }
  // The cells between two places of a pointer that may be quick.
  function cellsAlong([x0, y0], [x1, y1]) {
    const n = Math.ceil(Math.hypot(x1 - x0, y1 - y0) / STEP_PX);
    return Array.from({ length: n }, (_, i) => (i + 1) / n)
      .map((t) => cellAt(x0 + t * (x1 - x0), y0 + t * (y1 - y0)))
      .filter(Boolean);
  }
  grid.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("[role=gridcell]");
    if (!cell || event.button !== 0) return;
    if (stroke && stroke.id !== event.pointerId) return; // else its end was never reported
    event.preventDefault(); // or the numbers would be selected
    grid.setPointerCapture(event.pointerId);
    focus(cell);
    const count = Number(cell.dataset.count);
    const isFull = count >= MAX_COUNT;
    const at = [event.clientX, event.clientY];
    stroke = { id: event.pointerId, first: cell, last: cell, paint: isFull ? 0 : MAX_COUNT, at };
    set(cell, isFull ? 0 : Math.min(count + POINTER_STEP, MAX_COUNT));
  });
  grid.addEventListener("pointermove", (event) => {
    if (event.pointerId !== stroke?.id) return;
    const from = stroke.at;
    stroke.at = [event.clientX, event.clientY];
    for (const cell of cellsAlong(from, stroke.at)) {
      if (cell === stroke.last) continue;
      set(stroke.first, stroke.paint, true);
      set(cell, stroke.paint, true);
      stroke.last = cell;
    }
  });
  for (const name of ["pointerup", "pointercancel"]) {
    grid.addEventListener(name, (event) => {
      if (event.pointerId === stroke?.id) stroke = null;
    });
  }
  // A screen reader clicks without a pointer.
  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("[role=gridcell]");
    if (!cell || event.detail > 0) return;
    const count = Number(cell.dataset.count);
    set(cell, count >= MAX_COUNT ? 0 : Math.min(count + POINTER_STEP, MAX_COUNT));
  });
}

// Called again for every new theme and the like: what is there already stays.
export function mountGrid({ parentElement }) {
  const root = parentElement.querySelector(".dr-grid-root");
  if (!root.firstChild) listen(build(root, store.cells));
  return store.listen(parentElement, () => {
    root.querySelectorAll("[role=gridcell]").forEach((cell, i) => {
      if (Number(cell.dataset.count) !== store.cells[i]) show(cell, store.cells[i]);
    });
  });
}
