// Draws a seven on a model's web page as soon as its ten bars are there, and notes when they were and
// when it was read, in milliseconds since the browser began to open the page.

const SEVEN = [[90, 60], [145, 60], [200, 60], [165, 155], [130, 250]]; // on a board 280 wide

function draw(board) {
  const { left, top, width } = board.getBoundingClientRect();
  const send = (name, [x, y]) => board.dispatchEvent(new PointerEvent(name, {
    bubbles: true, pointerType: "mouse", pointerId: 1, buttons: name === "pointerup" ? 0 : 1,
    clientX: left + x * width / 280, clientY: top + y * width / 280,
  }));
  send("pointerdown", SEVEN[0]);
  for (const point of SEVEN) send("pointermove", point);
  send("pointerup", SEVEN.at(-1));
}

globalThis.measured = new Promise((resolve) => {
  let openedAfter = 0;
  requestAnimationFrame(function look() {
    const digit = openedAfter && document.querySelector("#digit").textContent;
    if (digit) {
      resolve([openedAfter, performance.now(), digit]);
      return;
    }
    if (!openedAfter && document.querySelectorAll(".dr-bar").length === 10) {
      openedAfter = performance.now();
      draw(document.querySelector("#board"));
    }
    requestAnimationFrame(look);
  });
});
