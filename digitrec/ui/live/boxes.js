// Boxes around the digits of a photograph: chosen, moved, resized and put right by pointer or keys. The
// server owns them; what is done here is sent to it, and comes back.

const STEP = 0.01; // of the picture, for a key
const MOVED_PX = 4; // on the screen; less is a click
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

function labelOf({ digit, sure, said }, i, n) {
  if (said !== null) return `Box ${i + 1} of ${n}: ${said}, as you say`;
  return `Box ${i + 1} of ${n}: ${digit ? `${digit}${sure ? "" : ", not sure"}` : "no digit"}`;
}

function fillSelect(select) {
  const options = [["", "As read"], ...[..."0123456789"].map((digit) => [digit, `It is ${digit}`])];
  select.replaceChildren(...options.map(([value, text]) => new Option(text, value)));
}

export function mountBoxes({ data, parentElement, setTriggerValue }) {
  const frame = parentElement.querySelector(".dr-photo"), root = frame.firstElementChild;
  const tools = parentElement.querySelector(".dr-photo-tools"), select = tools.querySelector("select");
  const { size: [width, height], boxes, chosen, canUndo } = data;
  const send = (what, more = {}) => setTriggerValue("edit", { what, index: chosen, ...more });
  const focused = [...root.children].indexOf(document.activeElement);
  frame.style.setProperty("--ratio", width / height);

  function place(node, [left, top, right, bottom]) {
    const share = (value, whole) => `${((100 * value) / whole).toFixed(3)}%`;
    node.style.left = share(left, width);
    node.style.top = share(top, height);
    node.style.width = share(right - left, width);
    node.style.height = share(bottom - top, height);
  }
  // The box moved by so much of the picture's pixels, or only its right and lower side.
  function changed([left, top, right, bottom], across, down, isResized) {
    if (isResized) return [left, top, Math.max(right + across, left + 8), Math.max(bottom + down, top + 8)];
    const x = Math.min(Math.max(across, -left), width - right), y = Math.min(Math.max(down, -top), height - bottom);
    return [left + x, top + y, right + x, bottom + y];
  }
  // Shown at once: a tool that is pressed before the server's answer is for this box.
  function choose(i) {
    send("choose", { index: i });
    mountBoxes({ data: { ...data, chosen: i }, parentElement, setTriggerValue });
  }
  function follow(node, i) {
    let begun = null; // where the pointer went down, and whether the corner is held
    node.onpointerdown = (event) => {
      if (event.button !== 0) return;
      const isResized = event.target.className === "dr-photo-corner";
      begun = { x: event.clientX, y: event.clientY, isResized, box: null };
      node.setPointerCapture(event.pointerId);
    };
    node.onpointermove = (event) => {
      if (!begun) return;
      const [x, y] = [event.clientX - begun.x, event.clientY - begun.y];
      if (!begun.box && Math.hypot(x, y) < MOVED_PX) return;
      const scale = width / frame.getBoundingClientRect().width;
      begun.box = changed(boxes[i].box, x * scale, y * scale, begun.isResized);
      place(node, begun.box);
    };
    node.onpointerup = () => {
      if (begun?.box) setTriggerValue("edit", { what: "move", index: i, box: begun.box });
      node.dataset.dragged = begun?.box ? "yes" : "";
      begun = null;
    };
    node.onpointercancel = () => {
      begun = null;
      place(node, boxes[i].box);
    };
    node.onclick = () => {
      if (node.dataset.dragged) node.dataset.dragged = "";
      else choose(i === chosen ? null : i);
    };
    node.onkeydown = (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const arrow = ARROWS[event.key];
      if (arrow) {
        const [across, down] = arrow.map((step) => step * STEP * width);
        // At once, so that keys that come before the server's answer go on from there.
        boxes[i].box = changed(boxes[i].box, across, down, event.shiftKey);
        place(node, boxes[i].box);
        send("move", { index: i, box: boxes[i].box });
      } else if (event.key === "Delete" || event.key === "Backspace") send("remove", { index: i });
      else if (/^[0-9]$/.test(event.key)) send("say", { index: i, digit: Number(event.key) });
      else return;
      event.preventDefault();
    };
  }

  root.replaceChildren(...boxes.map((one, i) => {
    const node = document.createElement("button");
    node.type = "button";
    node.className = "dr-photo-box";
    node.dataset.found = one.said !== null ? "said" : !one.digit ? "none" : one.sure ? "digit" : "unsure";
    node.setAttribute("aria-pressed", String(i === chosen));
    node.setAttribute("aria-label", labelOf(one, i, boxes.length));
    node.append(Object.assign(document.createElement("span"), { textContent: one.said ?? (one.digit || "–") }));
    if (i === chosen) node.append(Object.assign(document.createElement("i"), { className: "dr-photo-corner" }));
    place(node, one.box);
    follow(node, i);
    return node;
  }));
  if (focused >= 0) root.children[Math.min(chosen ?? focused, boxes.length - 1)]?.focus({ preventScroll: true });

  const isChosen = chosen !== null;
  const can = { undo: canUndo, split: isChosen, join: isChosen && boxes.length > 1, remove: isChosen, add: true };
  for (const [name, isPossible] of Object.entries(can)) {
    const button = tools.querySelector(`[name="${name}"]`);
    button.classList.toggle("dr-idle", !isPossible);
    button.onclick = () => { if (isPossible) send(name); };
  }
  if (!select.options.length) fillSelect(select);
  select.disabled = !isChosen;
  select.value = isChosen ? String(boxes[chosen]?.said ?? "") : "";
  select.onchange = () => send("say", { digit: select.value === "" ? null : Number(select.value) });
}
