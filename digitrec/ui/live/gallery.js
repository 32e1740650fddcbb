// Shows a sheet of pictures, stacked in one image, as buttons of which one can be chosen.

import { goOn } from "./roving.js";

function makeItem(data, i) {
  const item = document.createElement("button");
  item.type = "button";
  item.className = "dr-gallery-item";
  item.setAttribute("role", "option");
  item.setAttribute("aria-selected", "false");
  item.title = data.descriptions[i];
  item.tabIndex = i === 0 ? 0 : -1;
  const n = data.captions.length;
  const picture = document.createElement("span");
  picture.className = "dr-gallery-picture";
  picture.style.backgroundImage = `url("${data.sheet}")`;
  picture.style.backgroundSize = `100% ${100 * n}%`;
  picture.style.backgroundPosition = `0 ${n > 1 ? (100 * i) / (n - 1) : 0}%`;
  const caption = document.createElement("span");
  caption.className = "dr-gallery-caption";
  caption.textContent = data.captions[i];
  item.append(picture, caption);
  return item;
}

function choose(root, i) {
  [...root.children].forEach((item, j) => {
    item.setAttribute("aria-selected", String(i === j));
    item.tabIndex = i === j ? 0 : -1;
  });
}

export function mountGallery({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".dr-gallery");
  if (root.dataset.name !== data.name) {
    root.dataset.name = data.name;
    root.setAttribute("aria-label", data.label);
    root.replaceChildren(...data.captions.map((_, i) => makeItem(data, i)));
  }
  root.onclick = (event) => {
    const item = event.target.closest(".dr-gallery-item");
    if (!item) return;
    const index = [...root.children].indexOf(item);
    choose(root, index);
    setStateValue("chosen", { name: data.name, index });
  };
  root.onkeydown = (event) => { // returns nothing: false would keep Enter from choosing
    goOn(root, event);
  };
}
