// Shows each step as a picture and a slider that moves between its series, all of them stacked in one
// image. The server has sent them all: nothing is asked of it again.

function makeStep(step, i) {
  const make = (tag, name) => {
    const node = document.createElement(tag);
    node.className = `dr-move-${name}`;
    return node;
  };
  const item = make("li", step.name), picture = make("div", "picture");
  const title = make("h3", "title"), slider = make("input", "slider");
  const said = make("output", "said"), why = make("p", "why");
  const n = step.captions.length;
  title.textContent = `${i + 1}. ${step.title}`;
  why.textContent = step.why;
  picture.setAttribute("role", "img");
  picture.style.backgroundImage = `url("${step.sheet}")`;
  picture.style.backgroundSize = `100% ${100 * n}%`;
  Object.assign(slider, { type: "range", min: 0, max: n - 1, value: step.taken });
  slider.setAttribute("aria-label", step.slider);
  slider.oninput = () => {
    const at = Number(slider.value), caption = step.captions[at];
    picture.style.backgroundPosition = `0 ${(100 * at) / (n - 1)}%`;
    picture.setAttribute("aria-label", `${step.title}: ${caption}`);
    slider.setAttribute("aria-valuetext", caption);
    said.textContent = caption;
    item.classList.toggle("dr-move-taken", at === step.taken);
  };
  slider.oninput();
  item.append(title, picture, slider, said, why);
  return item;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".dr-moves");
  const name = JSON.stringify(data);
  if (root.dataset.name === name) return;
  root.dataset.name = name;
  root.replaceChildren(...data.steps.map(makeStep));
}
