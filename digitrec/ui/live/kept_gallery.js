// All kept drawings: by digit, in several orders, a page of them at a time. One that is chosen can get another
// label or be removed, and each change can be undone.

import { openKept } from "./kept.js";
import { save, showPicture } from "./report_card.js";
import { goOn } from "./roving.js";
import { labelInWords } from "./sentences.js";

const PAGE = 100; // drawings
const kept = openKept();
const number = (n) => n.toLocaleString("en");
const isMisread = ({ read, label }) => !!read && read.digit !== label;
const probabilityOf = ({ read }) => read?.probability ?? 2; // what is not known comes last
const newest = (one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0);
const oddest = (one, other) => probabilityOf(one) - probabilityOf(other);
const ORDERS = {
  newest,
  oddest: (one, other) => oddest(one, other) || newest(one, other),
  misread: (one, other) => isMisread(other) - isMisread(one) || oddest(one, other) || newest(one, other),
};
const FILTERS = ["all", ..."0123456789", "none"];
const filterOf = ({ label }) => (label === null ? "none" : String(label));

function readInWords({ read }) {
  if (!read) return "Nobody has read it yet.";
  const digit = read.digit === null ? "no digit" : labelInWords(read.digit);
  return `${read.model} read ${digit}${read.sure ? "" : ", not sure"}.`;
}

const nameOf = (drawing) => {
  const read = isMisread(drawing) ? `, read as ${drawing.read.digit ?? "no digit"}` : "";
  return `${drawing.label ?? "none"}${read}`;
};

export function mountGallery({ data, parentElement }) {
  const root = parentElement.querySelector(".dr-mine");
  kept.ready.then(async () => {
    if (data.added && kept.added !== data.added.id) { // from a file, which the server has read
      kept.added = data.added.id;
      const n = await kept.add(data.added.drawings), known = data.added.drawings.length - n;
      root.said = `${number(n)} drawings were added${known ? `; ${number(known)} were there already or had no room` : ""}.`;
    }
    if (!root.isReady) makeGallery(root);
    root.isReady = true;
    root.show();
  });
}

function makeGallery(root) {
  const part = (name) => root.querySelector(`.dr-mine-${name}`);
  const button = (name) => root.querySelector(`button[name=${name}]`);
  const list = root.querySelector(".dr-gallery"), order = root.querySelector("select");
  const filters = [...part("filter").children], labels = [...part("labels").children];
  let filter = "all", page = 0, chosen = null; // an id

  const shown = () =>
    kept.all().filter((each) => filter === "all" || filterOf(each) === filter).sort(ORDERS[order.value]);

  function showItem(drawing, i) {
    const item = document.createElement("button");
    Object.assign(item, { type: "button", className: "dr-gallery-item", tabIndex: i ? -1 : 0 });
    item.dataset.id = drawing.id;
    item.dataset.misread = isMisread(drawing);
    item.setAttribute("role", "option");
    showPicture(item, drawing.strokes, 64, "").setAttribute("aria-hidden", "true");
    const caption = item.appendChild(document.createElement("span"));
    caption.className = "dr-gallery-caption";
    caption.textContent = nameOf(drawing);
    return item;
  }
  function showList() {
    const all = shown(), nPages = Math.max(1, Math.ceil(all.length / PAGE));
    page = Math.min(page, nPages - 1);
    const visible = all.slice(PAGE * page, PAGE * (page + 1)), had = list.contains(document.activeElement);
    const at = [...list.children].indexOf(document.activeElement);
    list.replaceChildren(...visible.map(showItem));
    part("pages").hidden = nPages === 1;
    part("range").textContent =
      `${number(PAGE * page + 1)} to ${number(PAGE * page + visible.length)} of ${number(all.length)}`;
    button("earlier").disabled = page === 0;
    button("later").disabled = page === nPages - 1;
    if (had) list.children[Math.min(Math.max(at, 0), list.children.length - 1)]?.focus();
  }
  function showFilters() {
    const counts = Object.fromEntries(FILTERS.map((name) => [name, 0]));
    for (const drawing of kept.all()) {
      counts.all += 1;
      counts[filterOf(drawing)] += 1;
    }
    filters.forEach((each) => {
      each.setAttribute("aria-pressed", String(each.name === filter));
      each.lastElementChild.textContent = number(counts[each.name]);
    });
  }
  function showChosen() {
    const drawing = kept.get(chosen);
    part("chosen").hidden = !drawing;
    for (const item of list.children) {
      item.setAttribute("aria-selected", String(item.dataset.id === chosen));
      if (item.dataset.id === chosen) roveTo(item);
    }
    if (!drawing) return;
    part("large").replaceChildren();
    showPicture(part("large"), drawing.strokes, 96, `The chosen drawing, ${labelInWords(drawing.label)}`);
    const day = drawing.at && new Date(drawing.at).toLocaleDateString("en", { dateStyle: "medium" });
    part("facts").textContent = [readInWords(drawing), day && `Kept on ${day}.`].filter(Boolean).join(" ");
    labels.forEach((each) => each.setAttribute("aria-pressed", String(each.name === filterOf(drawing))));
  }
  function roveTo(item) {
    for (const each of list.children) each.tabIndex = each === item ? 0 : -1;
  }
  function show() {
    root.dataset.empty = kept.size === 0;
    part("stored").hidden = kept.isStored;
    showFilters();
    showList();
    showChosen();
    part("said").textContent = root.said ?? "";
    button("undo").hidden = !kept.canUndo;
    button("export").disabled = !kept.size;
  }
  function say(text) {
    root.said = text;
  }
  async function relabel(id, name) {
    say(`Now ${labelInWords(name === "none" ? null : Number(name))}.`);
    await kept.relabel(id, name === "none" ? null : Number(name));
  }
  async function remove(id) {
    say("One drawing is removed.");
    await kept.remove([id]);
  }

  for (const each of filters) {
    each.onclick = () => {
      [filter, page, chosen] = [each.name, 0, null];
      show();
    };
  }
  for (const each of labels) each.onclick = () => relabel(chosen, each.name);
  order.onchange = () => {
    page = 0;
    show();
  };
  const turn = (step) => () => {
    page += step;
    chosen = null;
    show();
    root.scrollIntoView({ block: "start" });
  };
  button("earlier").onclick = turn(-1);
  button("later").onclick = turn(1);
  button("remove").onclick = () => remove(chosen);
  button("undo").onclick = () => {
    say("The last change is undone.");
    kept.undo();
  };
  button("export").onclick = () =>
    save(new Blob(kept.lines().map((line) => `${line}\n`)), "my-digits.jsonl");
  list.onclick = (event) => {
    chosen = event.target.closest(".dr-gallery-item")?.dataset.id ?? chosen;
    showChosen();
  };
  list.onkeydown = (event) => {
    const { id } = event.target.dataset;
    if (goOn(list, event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (/^\d$/.test(event.key)) relabel(id, event.key);
    else if (event.key === "Delete" || event.key === "Backspace") remove(id);
  };
  root.show = show;
  kept.listen(root, show);
}
