// Follows a class's room: asks for its versions once a second, a small file that the server has written
// (digitrec/ui/shared/class_rooms.py), and has this part of the page run anew where it shows an older one.
// Were each page run anew once a second to look, a class would keep its server busy by that alone.

const LOOK_MS = 1000;
const AGAIN_MS = 4000; // then the server is asked once more, as it is where there is no such file
const STAY_MS = 240000; // the server asks the database only as long as somebody looks

export function mountFollow({ data: { path, part, version }, setTriggerValue }, { addressOf }) {
  let calledAt = performance.now(), calledFor = version;

  async function newest() {
    const response = await fetch(`${addressOf(path)}?${Date.now()}`, {
      cache: "no-store", signal: AbortSignal.timeout(AGAIN_MS),
    });
    return response.ok ? Number((await response.text()).split(" ")[part]) : Infinity;
  }
  async function look() {
    const found = await newest(), waited = performance.now() - calledAt;
    const isNew = found > version && (waited > AGAIN_MS || found > calledFor && found < Infinity);
    if (!isNew && waited < STAY_MS) return;
    [calledAt, calledFor] = [performance.now(), found];
    setTriggerValue("look", true);
  }
  const timer = setInterval(() => {
    if (!document.hidden) look().catch(() => {}); // without a connection the page says so
  }, LOOK_MS);
  return () => clearInterval(timer);
}
