// Of all that touches the canvas, one pointer draws. A pen takes precedence over touches, and a hand that
// rests on the glass neither draws nor ends anything.
//
// The library of the Draw page's canvas would take every touch for the same pen. So it gets no pointer
// events; what it draws is fed to it (ink.js).

const TRAVEL_PX = 8; // on the screen; a touch that goes less far may be a resting hand
const TAP_MS = 500; // a touch that rests longer is a hand's, not a dot
const PEN_HOLD_MS = 3000; // after a pen's last event, a touch is the hand that holds it
const ERASER_END = 32; // of `buttons`: the other end of a pen

// Calls touched() for whatever goes down on an element that isCanvas(element) says is one, begun(event, canvas),
// moved(events) and ended() for the pointer that draws, and dropped() when what a touch has begun was no
// stroke. `events` are all moves of the pointer since the last frame.
export function followPen({ isCanvas, touched, begun, moved, ended, dropped }) {
  let pen = null; // { id, type } of the pointer that draws
  let penSeen = -Infinity;
  const waiting = new Map(); // touches that have not moved far yet: their canvas and events

  const movesOf = (event) => {
    const all = event.getCoalescedEvents?.() ?? [];
    return all.length ? all : [event];
  };
  function begin(event, canvas) {
    pen = { id: event.pointerId, type: event.pointerType };
    waiting.clear(); // whatever else is down is a hand, as long as it is down
    begun(event, canvas);
  }
  function down(event) {
    const [canvas] = event.composedPath(); // through the canvas's open shadow root
    if (!isCanvas(canvas) || (event.button !== 0 && event.button !== 5)) return;
    touched();
    if (event.pointerType === "touch") {
      const isHand = pen || event.timeStamp - penSeen < PEN_HOLD_MS;
      if (!isHand) waiting.set(event.pointerId, { canvas, events: [event] });
      return;
    }
    if (pen?.type === "touch") {
      pen = null;
      dropped();
    } else if (pen) end(); // its end was never reported
    try {
      canvas.setPointerCapture(event.pointerId); // so that its end is received outside the window too
    } catch { /* a pointer that is gone already */ }
    begin(event, canvas);
  }
  function move(event) {
    if (event.pointerId === pen?.id) {
      if (event.buttons === 0) end();
      else moved(movesOf(event));
      return;
    }
    const touch = waiting.get(event.pointerId);
    if (!touch) return;
    touch.events.push(...movesOf(event));
    const [first] = touch.events;
    if (Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) < TRAVEL_PX) return;
    release(touch);
  }
  function release({ canvas, events }) {
    begin(events[0], canvas);
    moved(events.slice(1));
  }
  function up(event) {
    if (event.pointerId === pen?.id) return end();
    const touch = waiting.get(event.pointerId);
    waiting.delete(event.pointerId);
    if (!touch || pen || waiting.size || event.type === "pointercancel") return;
    if (event.timeStamp - touch.events[0].timeStamp >= TAP_MS) return;
    release(touch);
    end();
  }
  // A stroke that a call or a gesture of the system cuts off stays: it is on the canvas.
  function end() {
    pen = null;
    ended();
  }

  const listeners = { pointerdown: down, pointermove: move, pointerup: up, pointercancel: up };
  for (const [name, listener] of Object.entries(listeners)) {
    const listen = (event) => {
      if (event.pointerType === "pen") penSeen = event.timeStamp;
      listener(event);
    };
    addEventListener(name, listen, true);
  }
}

export const isEraserEnd = (event) => (event.buttons & ERASER_END) !== 0;
