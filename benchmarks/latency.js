// Runs in the page from its first moment. Times are performance.now(): milliseconds since the
// navigation began.
//   canvasUsable  the canvas lies uncovered under the pointer (the last one, if it was replaced)
//   answers       pen-up to the changed answer, one number a stroke
(() => {
  const measured = (window.measured = { canvasUsable: null, answers: [] });
  let canvas = null;
  let before = null;
  let penUp = null;
  let drawn = false;

  function answer() {
    return document.querySelector(ANSWER);
  }

  function look() {
    const hosts = [...document.querySelectorAll("[data-testid=stBidiComponentIsolated]")];
    const found = hosts
      .map((host) => host.shadowRoot?.querySelector("canvas.upper-canvas"))
      .find(Boolean);
    if (found && found !== canvas) {
      const box = found.getBoundingClientRect();
      const x = box.left + box.width / 2;
      const y = box.top + box.height / 2;
      if (found.getRootNode().elementFromPoint(x, y) === found) {
        canvas = found;
        measured.canvasUsable = performance.now();
      }
    }
    if (!drawn) requestAnimationFrame(look);
  }

  addEventListener("pointerdown", () => (drawn = true), true);
  addEventListener(
    "pointerup",
    (event) => {
      before = answer()?.outerHTML;
      penUp = event.timeStamp;
    },
    true,
  );
  new MutationObserver(() => {
    if (penUp === null) return;
    const text = answer()?.textContent.trim();
    if (!text || text.includes(BLANK) || answer().outerHTML === before) return;
    measured.answers.push(performance.now() - penUp);
    penUp = null;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  look();
})();
