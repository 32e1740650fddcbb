// Times what the page My digits does in the browser, from within a page that has its program alone.

async function until(isThere) {
  while (!isThere()) await new Promise((done) => { setTimeout(done); });
  return performance.now();
}

// The time from the program's start to a page of the kept drawings.
async function timeOpening(components) {
  const begun = globalThis.programBegun;
  components.gallery({ data: {}, parentElement: document.querySelector("#kept") });
  return (await until(() => document.querySelector(".dr-gallery-item"))) - begun;
}

function touch(canvas, name, [x, y]) {
  const { left, top, width } = canvas.getBoundingClientRect(), scale = width / 320;
  canvas.dispatchEvent(new PointerEvent(name, {
    bubbles: true, composed: true, pointerType: "mouse", pointerId: 1,
    buttons: name === "pointerup" ? 0 : 1, clientX: left + scale * x, clientY: top + scale * y,
  }));
}

// The times from lifting the pen to the next digit's being asked for.
async function timeTest(components) {
  const parentElement = document.querySelector("#test"), times = [];
  components.test({ data: { models: [] }, parentElement }, {});
  const begin = parentElement.querySelector("[name=begin]");
  await until(() => begin.onclick);
  begin.click();
  const canvas = parentElement.querySelector("canvas"), count = parentElement.querySelector(".dr-test-count");
  for (let i = 1; i < 10; i++) {
    touch(canvas, "pointerdown", [100, 60]);
    for (let y = 60; y < 260; y += 8) touch(canvas, "pointermove", [100, y]);
    touch(canvas, "pointerup", [100, 260]);
    const lifted = performance.now();
    times.push((await until(() => count.textContent.startsWith(`${i + 1} `))) - lifted);
  }
  return times;
}
