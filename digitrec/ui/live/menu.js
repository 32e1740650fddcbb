// On a phone the menu lies over the page. It closes once a page is chosen.

import { closeMenu, isPageLink } from "./internals.js";

export function mountMenu() {
  function close(event) {
    if (isPageLink(event.target)) closeMenu();
  }

  document.addEventListener("click", close);
  return () => document.removeEventListener("click", close);
}
