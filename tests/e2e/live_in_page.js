// Draws on the Draw page from within, by the events of a mouse, as fast as the page allows, and
// notes what the browser answers.

const part = (id) => document.querySelector(`[data-testid=${id}]`);

const answer = () => ({
  by: part("reading").dataset.by,
  digit: part("digit").textContent,
  sure: part("reading").dataset.sure,
  headline: part("headline").textContent,
  reason: part("reason").textContent,
  percents: [...document.querySelectorAll(".dr-bar-percent")].map((node) => node.textContent),
  bars: [...document.querySelectorAll(".dr-bar-fill")].map((node) =>
    Number(node.style.transform.match(/scaleX\((.*)\)/)[1])),
  captions: [...document.querySelectorAll(".dr-step-caption")].map((node) => node.textContent),
  pictures: [...document.querySelectorAll(".dr-step-picture")].map((node) => {
    const { data } = node.getContext("2d").getImageData(0, 0, node.width, node.height);
    return [node.width, node.height, data.filter((_, i) => i % 4 === 0).join()];
  }),
});

function canvasNow() {
  for (const host of document.querySelectorAll("[data-testid=stBidiComponentIsolated]")) {
    const canvas = host.shadowRoot?.querySelector("canvas.upper-canvas");
    if (canvas) return canvas;
  }
  return null;
}

function send(canvas, name, [x, y], buttons = name === "pointerup" ? 0 : 1) {
  const box = canvas.getBoundingClientRect();
  const scale = box.width / 320;
  canvas.dispatchEvent(new PointerEvent(name, {
    bubbles: true, composed: true, pointerType: "mouse", buttons, pointerId: 1,
    clientX: box.left + scale * x, clientY: box.top + scale * y,
  }));
}

function drawStroke(canvas, stroke) {
  send(canvas, "pointerdown", stroke[0]);
  for (const point of stroke.slice(1)) send(canvas, "pointermove", point);
  send(canvas, "pointerup", stroke.at(-1));
}

function drawAll(drawings) {
  const drawn = [];
  for (const strokes of drawings) {
    for (const stroke of strokes) drawStroke(canvasNow(), stroke);
    drawn.push([digitrecStore.drawing, answer()]);
    digitrecStore.clear();
  }
  return drawn;
}
