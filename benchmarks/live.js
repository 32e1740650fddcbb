// Runs in the Draw page from its first moment and times the browser's own reading, in milliseconds.
//   moves    a pointer's move to the frame that shows the answer to it
//   penUps   pen-up to the frame that shows the answer
//   reads    recipe and model together, one reading
//   strokes  how long each stroke took
(() => {
  const live = (window.live = { moves: [], penUps: [], reads: [], strokes: [] });
  let isWaiting = false, begun = 0;

  function afterPaint(done) {
    requestAnimationFrame(() => {
      const channel = new MessageChannel(); // what it sends comes after the frame is painted
      channel.port1.onmessage = () => done(performance.now());
      channel.port2.postMessage(0);
    });
  }
  const isLive = () =>
    document.querySelector("[data-testid=reading]")?.dataset.by === "browser";

  addEventListener("mousedown", (event) => (begun = event.timeStamp), true);
  addEventListener("mousemove", (event) => {
    if (event.buttons !== 1 || isWaiting) return;
    isWaiting = true;
    afterPaint((now) => {
      isWaiting = false;
      if (isLive()) live.moves.push(now - event.timeStamp);
    });
  }, true);
  addEventListener("mouseup", (event) => {
    live.strokes.push(event.timeStamp - begun);
    afterPaint((now) => isLive() && live.penUps.push(now - event.timeStamp));
  }, true);
  addEventListener("digitrec-reader", () => {
    const reader = globalThis.digitrecReader;
    if (!reader || reader.isTimed) return;
    const read = (strokes) => {
      const begin = performance.now();
      const answer = reader.read(strokes);
      live.reads.push(performance.now() - begin);
      return answer;
    };
    globalThis.digitrecReader = { ...reader, read, isTimed: true };
  });
})();
