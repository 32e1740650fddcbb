// Scrolls to a container of the page if it is not in sight. Each event scrolls once, however often the
// page runs again. Whoever has lost the focus, as with a button that is gone, finds it there.

const FRAMES = 60; // within which the container must be on the page

function scrollTo(target) {
  const { top, bottom } = target.getBoundingClientRect();
  const first = parseFloat(getComputedStyle(target).scrollMarginTop); // below the page's header
  const seen = Math.min(bottom, innerHeight) - Math.max(top, first);
  if (seen < Math.min(bottom - top, innerHeight / 3)) {
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ behavior: still ? "instant" : "smooth" });
  }
  if (document.activeElement === document.body) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
  }
}

function seek(key, frames) {
  const target = document.querySelector(`.st-key-${key}`);
  if (target) scrollTo(target);
  else if (frames) requestAnimationFrame(() => seek(key, frames - 1));
}

export default function ({ data }) {
  if (data.event === globalThis.digitrecScrolled) return;
  globalThis.digitrecScrolled = data.event;
  requestAnimationFrame(() => seek(data.key, FRAMES));
}
