// Takes the canvas's own toolbar away: invisible on touch screens, it still swallows the strokes
// that begin under it, and its bin erases the drawing. The page has its own buttons. The canvas
// lives in an open shadow root, a new one for each beginning, which only a script can reach.

const STYLE = ".dc-toolbar { display: none !important } .dc-canvas { outline: none }";
const LABEL = "Drawing canvas. To set a digit without a pointer, choose Cells above it.";

function name(shadowRoot) {
  const canvas = shadowRoot.querySelector("canvas.upper-canvas");
  if (!canvas || canvas.hasAttribute("aria-label")) return;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", LABEL);
}

export default function () {
  const mended = new WeakSet();
  const inside = new MutationObserver(() => mendAll());
  const outside = new MutationObserver(() => mendAll());

  function mendAll() {
    for (const host of document.querySelectorAll("[data-testid=stBidiComponentIsolated]")) {
      if (!host.shadowRoot) {
        requestAnimationFrame(mendAll); // the host comes a moment before its root
        continue;
      }
      name(host.shadowRoot);
      if (mended.has(host)) continue;
      mended.add(host);
      host.shadowRoot.appendChild(document.createElement("style")).textContent = STYLE;
      inside.observe(host.shadowRoot, { childList: true, subtree: true });
    }
  }

  outside.observe(document.body, { childList: true, subtree: true });
  mendAll();
  return () => [inside, outside].forEach((observer) => observer.disconnect());
}
