// On every page. On a phone the menu lies over the page: it closes once a page is chosen. A swipe that
// begins on a chart scrolls the page. Roles that Streamlit gives wrongly are mended.

import { closeDialog, closeMenu, isPageLink, letsSwipePass, mendRoles } from "./internals.js";

const EARLY = { capture: true, passive: true };

export function mountMenu() {
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
  return () => {
    changes.disconnect();
    document.removeEventListener("click", close);
    document.removeEventListener("touchstart", passSwipe, EARLY);
  };
}
