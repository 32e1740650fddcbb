// Runs in a page from its first moment and notes every layout shift that no input caused:
//   at     milliseconds since the navigation began
//   score  share of the view times the share of its height by which something moved
//   moved  what did, and from where to where
// isQuiet() says whether the page is whole and nothing has come or moved for so many milliseconds.
(() => {
  const shifts = (window.shifts = []);
  let last = 0;

  function name(node) {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element?.closest) return "(gone)";
    const host = element.getRootNode().host ?? element;
    const keyed = host.closest("[class*=st-key-]");
    const key = keyed && [...keyed.classList].find((one) => one.startsWith("st-key-"));
    const own = element.dataset.testid ?? [...element.classList].join(".");
    const text = node.textContent.trim().replace(/\s+/g, " ").slice(0, 40);
    return [key, own || element.tagName.toLowerCase(), text].filter(Boolean).join(" | ");
  }
  const place = ({ x, y, width, height }) => [x, y, width, height].map(Math.round).join(" ");

  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.hadRecentInput) continue;
      last = performance.now();
      const moved = entry.sources.map(
        ({ node, previousRect, currentRect }) =>
          `${name(node)}: ${place(previousRect)} -> ${place(currentRect)}`,
      );
      shifts.push({ at: Math.round(entry.startTime), score: entry.value, moved });
    }
  }).observe({ type: "layout-shift", buffered: true });
  new PerformanceObserver(() => (last = performance.now())).observe({
    type: "resource",
    buffered: true,
  });

  const DONE =
    "[data-test-connection-state=CONNECTED][data-test-script-state=notRunning]" +
    ":not(:has([data-testid=stSkeleton], [data-testid=stSpinner])) h1";
  window.isQuiet = (ms) => {
    if (!document.querySelector(DONE)) last = performance.now();
    return performance.now() - last > ms;
  };
})();
