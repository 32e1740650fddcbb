// On every page. On a phone the menu lies over the page: it closes once a page is chosen. A swipe that
// begins on a chart scrolls the page. Roles that Streamlit gives wrongly are mended.
//
// What a part of the page before has sent while the server was already at work on this one, Streamlit answers
// as if that were the page, and so empties this one. It is asked for again.

import {
  closeDialog, closeMenu, hasHeading, isAtRest, isPageLink, letsSwipePass, mendRoles,
} from "./internals.js";

const EARLY = { capture: true, passive: true };
const LOOK_MS = 1000;
let hasAsked = false; // once: a page may be empty since it fails

export function mountMenu({ setTriggerValue }) {
  let wasEmpty = false;

  function close(event) {
    if (isPageLink(event.target)) closeMenu();
  }

  function passSwipe(event) {
    if (letsSwipePass(event.target)) event.stopPropagation();
  }

  closeDialog(); // of an address that Streamlit does not know: the page itself says more
  mendRoles();
  const changes = new MutationObserver(mendRoles);
  changes.observe(document.body, { childList: true, subtree: true, attributeFilter: ["role"] });
  document.addEventListener("click", close);
  document.addEventListener("touchstart", passSwipe, EARLY);
  const looking = setInterval(() => {
    const isEmpty = isAtRest() && !hasHeading();
    if (isEmpty && wasEmpty && !hasAsked) {
      setTriggerValue("again", true);
      hasAsked = true;
    }
    if (hasHeading()) hasAsked = false;
    wasEmpty = isEmpty;
  }, LOOK_MS);
  return () => {
    clearInterval(looking);
    changes.disconnect();
    document.removeEventListener("click", close);
    document.removeEventListener("touchstart", passSwipe, EARLY);
  };
}
