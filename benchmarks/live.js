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

  addEventListener("pointerdown", (event) => (begun = event.timeStamp), true);
  addEventListener("pointermove", (event) => {
    if (event.buttons !== 1 || isWaiting) return;
    isWaiting = true;
    afterPaint((now) => {
      isWaiting = false;
      if (isLive()) live.moves.push(now - event.timeStamp);
    });
  }, true);
  addEventListener("pointerup", (event) => {
    live.strokes.push(event.timeStamp - begun);
    afterPaint((now) => isLive() && live.penUps.push(now - event.timeStamp));
  }, true);
  // The reader's own time, once there is one.
  const watch = setInterval(() => {
    const reader = globalThis.digitrecStore?.reader;
    if (!reader) return;
    clearInterval(watch);
    const read = reader.readStrokes;
    reader.readStrokes = (strokes) => {
      const begin = performance.now();
      const answer = read(strokes);
      live.reads.push(performance.now() - begin);
      return answer;
    };
    live.isTimed = true;
  }, 20);
})();
