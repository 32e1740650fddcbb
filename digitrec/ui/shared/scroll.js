// Scrolls to a container of the page if its beginning is not in sight. Each event scrolls once, however often the
// page runs again. Whoever has lost the focus, as with a button that is gone, finds it there.

const FRAMES = 60; // within which the container must be on the page

// Where what is scrolled to begins: below the page's header, which lies over what scrolls.
function topOfSight(element) {
  if (!element) return 0;
  const { scrollPaddingTop } = getComputedStyle(element);
  return scrollPaddingTop === "auto" ? topOfSight(element.parentElement) : parseFloat(scrollPaddingTop);
}

function scrollTo(target) {
  const { top, height } = target.getBoundingClientRect();
  const first = topOfSight(target);
  const last = innerHeight - Math.min(height, innerHeight / 3);
  if (top < first - 1 || top > last) {
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
