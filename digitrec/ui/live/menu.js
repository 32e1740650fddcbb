// On a phone the menu lies over the page; once a page is chosen there, it goes out of the way.

export function mountMenu() {
  function close(event) {
    if (!event.target.closest("[data-testid=stSidebarNavLink]")) return;
    document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
  }

  document.addEventListener("click", close);
  return () => document.removeEventListener("click", close);
}
