// What a page needs only once it stands: the service worker, what waits to be sent, pushes, what is fetched ahead, and leaving this
// device clean.
// Fetched when the browser has nothing better to do.

import * as ahead from "./ahead.js";
import * as copy from "./copy.js";
import * as leaving from "./leaving.js";
import * as soon from "./soon.js";
import * as waiting from "./waiting.js";

// Kept by app.js.
const AGENT = "fl:agent";

export async function start() {
  const agent = document.querySelector('meta[name="live"]')?.dataset.agent ?? "";
  // What is written must be safe before anything is waited for.
  copy.start();
  if (agent) {
    waiting.start(agent);
    leaving.start(agent, AGENT);
    soon.start();
    ahead.start();
  }
  const registration = await navigator.serviceWorker?.register("/service-worker.js").catch(() => null);
  if (document.querySelector("[data-waiting-list]")) (await import("./offline-page.js")).start(agent || localStorage.getItem(AGENT) || "");
  if (agent && registration) (await import("./push.js")).start(registration);
}
