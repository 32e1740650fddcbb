// On a phone the menu lies over the page; once a page is chosen there, it goes out of the way.

import { closeMenu, isPageLink } from "./internals.js";

export function mountMenu() {
  function close(event) {
    if (isPageLink(event.target)) closeMenu();
  }

  document.addEventListener("click", close);
  return () => document.removeEventListener("click", close);
}
