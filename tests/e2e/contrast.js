// The text that is seen, and how it stands out from what is behind it (contrast ratio of WCAG).
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = {};
  const parse = (text) => {
    if (!known[text]) {
      canvas.clearRect(0, 0, 1, 1);
      canvas.fillStyle = text;
      canvas.fillRect(0, 0, 1, 1);
      const [r, g, b, alpha] = canvas.getImageData(0, 0, 1, 1).data;
      known[text] = [r, g, b, alpha / 255];
    }
    return [...known[text]];
  };
  const over = (top, below) =>
    [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const luminance = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((v) => {
      v /= 255;
      return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    const text = walker.currentNode.textContent.trim();
    if (!text || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
      continue;
    const box = element.getBoundingClientRect();
    // Neither icons, nor what a chart writes on its own coloured cells.
    if (box.width < 2 || box.height < 2 || element.closest("[data-testid=stIconMaterial], .plot, .heatmap-label"))
      continue;
    const layers = [];
    let opacity = 1;
    for (let e = element; e; e = e.parentElement) {
      const isKnob = e.getBoundingClientRect().width < 20; // of a slider, below its number
      if (!isKnob) layers.unshift(parse(getComputedStyle(e).backgroundColor));
      opacity *= Number(getComputedStyle(e).opacity);
    }
    const background = layers.reduce((below, top) => over(top, below), [255, 255, 255, 1]);
    const style = getComputedStyle(element);
    const ink = parse(element.closest("svg") ? style.fill : style.color);
    ink[3] *= opacity;
    const [a, b] = [luminance(over(ink, background)), luminance(background)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    found.push({ text: text.slice(0, 40), ratio: Math.round(ratio * 100) / 100 });
  }
  return found;
}
