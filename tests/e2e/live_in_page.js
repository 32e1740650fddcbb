// Draws on the Draw page from within, by the events of a mouse, as fast as the page allows, and
// notes what the browser answers at pen-up beside what the server answers after it.

const part = (id) => document.querySelector(`[data-testid=${id}]`);
const pause = () => new Promise((done) => setTimeout(done, 5));

function canvasNow() {
  for (const host of document.querySelectorAll("[data-testid=stBidiComponentIsolated]")) {
    const canvas = host.shadowRoot?.querySelector("canvas.upper-canvas");
    if (canvas) return canvas;
  }
  return null;
}

async function until(condition, what) {
  const deadline = performance.now() + 30000;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`waited in vain for ${what}`);
    await pause();
  }
}

const answer = () => ({
  by: part("reading").dataset.by,
  digit: part("digit").textContent,
  headline: part("headline").textContent,
  reason: part("reason").textContent,
  percents: [...document.querySelectorAll(".dr-bar-percent")].map((node) => node.textContent),
  shares: [...document.querySelectorAll(".dr-bar-fill")].map((node) => node.style.transform),
  picture: [...document.querySelectorAll(".dr-step-picture")].at(-1).src,
});

// What the browser itself has answered when the pen was lifted; the server's answer comes later.
let atPenUp = null;
for (const name of ["mouseup", "touchend"]) {
  addEventListener(name, () => { atPenUp = part("reading") && answer(); }); // not on other pages
}

function send(target, name, canvas, [x, y], buttons = name === "mouseup" ? 0 : 1) {
  const box = canvas.getBoundingClientRect();
  const at = { clientX: box.left + x, clientY: box.top + y };
  const options = { bubbles: true, cancelable: true, composed: true, view: window, ...at };
  target.dispatchEvent(new MouseEvent(name, { ...options, buttons }));
}

function drawStroke(canvas, stroke) {
  send(canvas, "mousedown", canvas, stroke[0]);
  for (const point of stroke) send(canvas, "mousemove", canvas, point);
  send(canvas, "mouseup", canvas, stroke.at(-1));
}

async function pixelsOf(src) {
  const image = await createImageBitmap(await (await fetch(src)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  return [...context.getImageData(0, 0, image.width, image.height).data].filter((_, i) => i % 4 === 0);
}

async function drawAll(drawings) {
  const pairs = [];
  for (const strokes of drawings) {
    const canvas = canvasNow();
    for (const stroke of strokes) drawStroke(canvas, stroke);
    const browser = answer();
    browser.picture = await pixelsOf(browser.picture);
    await until(() => part("reading").dataset.by === "server", "the server's answer");
    const server = answer();
    server.picture = await pixelsOf(server.picture);
    pairs.push([browser, server]);
    // The canvas's own bin: the page's Clear begins a new canvas, which takes longer.
    canvas.getRootNode().querySelector("[title^='Reset canvas']").click();
    await until(() => part("reason").textContent.includes("nothing on the canvas"), "a blank answer");
  }
  return pairs;
}
