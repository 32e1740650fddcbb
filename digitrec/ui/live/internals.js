// Selectors and events of others, which may change with any version: of Streamlit's page, and of the
// drawing canvas with its library Fabric. Each says what breaks when it changes, and
// tests/e2e/test_internals.py tests it on the running page. One more is in digitrec/ui/shared/served.py,
// which runs before this file; those of stylesheets are in digitrec/ui/style/internals.css.

// --- Streamlit's page -------------------------------------------------------------------------

// The whole app, and the attribute which tells whether the server is connected. If it changes, the
// page says for ever that there is no connection.
const appElement = () => document.querySelector("[data-testid=stApp]");
const CONNECTION = "data-test-connection-state";
export const isConnected = () => appElement()?.getAttribute(CONNECTION) === "CONNECTED";
export function watchConnection(listener) {
  new MutationObserver(listener).observe(appElement(), { attributeFilter: [CONNECTION] });
}

// Whether the server is not at work on the page, and whether that has its heading. If either changes, a page
// that Streamlit has emptied stays so until it is loaded anew.
export const isAtRest = () =>
  isConnected() && appElement().getAttribute("data-test-script-state") === "notRunning";
export const hasHeading = () => document.querySelector("[data-testid=stMain] h1") !== null;

// The dialog that says that the connection is lost. If it changes, the dialog lies over the canvas
// and keeps every button from being pressed.
export const closeDialog = () =>
  document.querySelector("[data-testid=stDialog] button[aria-label=Close]")?.click();

// The links of the menu, and the button that closes it. If one changes, the menu stays over the
// page on a phone once a page is chosen there.
export const isPageLink = (element) => element.closest("[data-testid=stSidebarNavLink]") !== null;
export const closeMenu = () =>
  document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();

// Plotly's charts, which keep a swipe that begins on them from scrolling the page if they hear of the
// touch; a tap reaches them as a click all the same. In one that waits for a loop a finger draws. If
// it changes, one cannot scroll past a chart on a phone.
export const letsSwipePass = (element) => {
  const chart = element.closest(".js-plotly-plot");
  return chart !== null && chart.layout.dragmode !== "lasso";
};

// The place to drop a file, and its input. If one changes, a picture cannot be pasted or dropped beside
// it, or is uploaded twice.
export const fileInput = () =>
  document.querySelector("[data-testid=stFileUploaderDropzoneInput]");
export const isDropzone = (element) =>
  element.closest?.("[data-testid=stFileUploaderDropzone]") != null;

// The place to drop a file, which is said to be no element and yet has a name; and code, which scrolls
// sideways and yet has no focus. If one changes, a screen reader is told both, and the keyboard does not
// reach what is to the right.
export function mendRoles() {
  document
    .querySelector("[data-testid=stFileUploaderDropzone][role=presentation]")
    ?.removeAttribute("role");
  for (const code of document.querySelectorAll("[data-testid=stCode] pre:not([tabindex])")) code.tabIndex = 0;
}

// The element around a component with styles of its own, which has an open shadow root from a moment
// after it is there. If it changes, nothing that is drawn is shown.
export const canvasHost = () =>
  document.querySelector(".st-key-canvas [data-testid=stBidiComponentIsolated]");

// --- The drawing canvas -----------------------------------------------------------------------

// Of Fabric's two canvases the upper one listens. If it changes, nothing can be drawn.
const LISTENING = "upper-canvas";
export const canvasIn = (host) => host?.shadowRoot?.querySelector(`canvas.${LISTENING}`) ?? null;
export const isCanvas = (target) =>
  target instanceof HTMLCanvasElement && target.classList.contains(LISTENING);

// What Fabric listens to. If it takes others, each stroke is inked twice or not at all.
export const FABRIC = { down: "mousedown", touch: "touchstart", move: "mousemove", up: "mouseup" };

// The button that empties the canvas, which it does some promises later. If it changes, what was
// undone stays on the canvas.
const PROMISES = 50; // more than it takes
export async function emptyCanvas(root) {
  root.querySelector("[title^='Reset canvas']").click();
  for (let i = 0; i < PROMISES; i++) await null;
}

// Its boxes from the outside in, and its toolbar. If one changes, the canvas keeps its own size, or
// an invisible toolbar takes the strokes that begin below it.
export const CANVAS_STYLE = `
  .dc-toolbar { display: none !important }
  .dc-canvas { outline: none }
  .dc-root { pointer-events: auto }
  .dc-root, .dc-scroll, .dc-container { overflow: hidden; width: 100% !important }
  .dc-container { aspect-ratio: var(--dr-ratio, 1); height: auto !important }
  .canvas-container, canvas {
    -webkit-touch-callout: none;
    -webkit-user-select: none;
    height: 100% !important;
    user-select: none;
    width: 100% !important;
  }`;
