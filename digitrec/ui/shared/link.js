// Keeps the address of the page true to what is set on it, and copies it as a link.

const SAID_MS = 4000;

function addressOf(query, names) {
  const url = new URL(location);
  for (const name of names) url.searchParams.delete(name);
  for (const [name, text] of Object.entries(query)) url.searchParams.set(name, text);
  return url.href.replaceAll("%2C", ","); // a comma needs no code
}

// Without a secure connection there is no clipboard; the older way needs a field to copy from.
async function copy(text, field) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    field.hidden = false;
    field.value = text;
    field.focus();
    field.select();
    return document.execCommand("copy");
  }
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".dr-link");
  const [button, said, field] = root.children;
  if (location.pathname.endsWith(`/${data.page}`)) {
    const address = addressOf(data.address, data.names);
    if (address !== location.href) history.replaceState(history.state, "", address);
  }
  // What is said lasts until there is something else to say; else what the link leaves out is.
  const sayLeftOut = () => {
    root.timer = 0;
    said.textContent = data.leftOut;
  };
  root.hidden = !data.label;
  if (!root.timer && field.hidden) sayLeftOut();
  button.textContent = data.label;
  button.onclick = async () => {
    const picture = data.withPicture ? globalThis.digitrecStore?.link() : "";
    const isCopied = await copy(addressOf({ ...data.link, ...(picture && { p: picture }) }, data.names), field);
    said.textContent = `${data.leftOut} ${isCopied ? "Copied." : "Copy this address:"}`.trim();
    clearTimeout(root.timer);
    root.timer = isCopied ? setTimeout(sayLeftOut, SAID_MS) : 0;
  };
}
