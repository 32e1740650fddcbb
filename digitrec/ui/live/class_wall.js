// The wall of a class's newest drawings (digitrec/ui/class_room/board.py). What is there stays where it is on
// the page's tree; only what is new is added, so that a screen reader and a projector see what came.

const SVG = "http://www.w3.org/2000/svg";

function makeTile({ id, path }, hide) {
  const tile = document.createElement("li"), svg = document.createElementNS(SVG, "svg");
  tile.className = "dr-wall-tile";
  tile.dataset.id = id;
  svg.setAttribute("viewBox", "0 0 320 320");
  svg.setAttribute("role", "img");
  svg.append(document.createElementNS(SVG, "path"));
  svg.firstChild.setAttribute("d", path);
  const words = document.createElement("span"), button = document.createElement("button");
  button.type = "button";
  button.textContent = "Hide";
  button.addEventListener("click", () => hide(id));
  tile.append(svg, words, button);
  return tile;
}

export function mountWall({ data, parentElement, setTriggerValue }) {
  const list = parentElement.querySelector(".dr-wall");
  list.hide = (id) => setTriggerValue("hide", id);
  const tiles = new Map([...list.children].map((tile) => [tile.dataset.id, tile]));
  const wanted = data.tiles.map((each) => {
    const tile = tiles.get(each.id) ?? makeTile(each, (id) => list.hide(id));
    const words = tile.querySelector("span");
    if (words.textContent !== each.words) words.textContent = each.words;
    tile.querySelector("svg").setAttribute("aria-label", each.alt);
    tile.querySelector("button").setAttribute("aria-label", `Hide: ${each.alt}`);
    tile.classList.toggle("dr-wall-misread", each.isMisread);
    return tile;
  });
  for (const tile of [...list.children]) if (!wanted.includes(tile)) tile.remove();
  wanted.forEach((tile, i) => {
    if (list.children[i] !== tile) list.insertBefore(tile, list.children[i] ?? null);
  });
}
