// A grid of 8x8 cells to be set by keyboard or pointer (WAI-ARIA's grid pattern: one cell is in
// the tab order, arrow keys move). The cells live here; Python hears of every change.

const SIDE = 8;
const MAX_COUNT = 16;
const POINTER_STEP = 4;
const TYPING_PAUSE_MS = 1000;

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
  const goesOn = typed.cell === cell && event.timeStamp - typed.at < TYPING_PAUSE_MS;
  const both = goesOn ? Number(`${count}${event.key}`) : Number(event.key);
  typed.cell = cell;
  typed.at = event.timeStamp;
  return both <= MAX_COUNT ? both : Number(event.key);
}

function listen(grid, counts, send) {
  const cells = [...grid.querySelectorAll("[role=gridcell]")];
  const typed = { cell: null, at: 0 };

  function set(cell, count) {
    counts[cell.dataset.index] = count;
    show(cell, count);
    send([...counts]);
  }

  function focus(cell) {
    cells.forEach((other) => (other.tabIndex = other === cell ? 0 : -1));
    cell.focus();
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

  grid.addEventListener("click", (event) => {
    const cell = event.target.closest("[role=gridcell]");
    if (!cell) return;
    focus(cell);
    const count = Number(cell.dataset.count);
    set(cell, count >= MAX_COUNT ? 0 : Math.min(count + POINTER_STEP, MAX_COUNT));
  });
}

// Called again for every new theme and the like: what is there already stays.
export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".dr-grid-root");
  root.send = (counts) => setStateValue("cells", counts);
  if (root.firstChild) return;
  const counts = [...data.cells];
  listen(build(root, counts), counts, (cells) => root.send(cells));
}
