// Signing out leaves nothing of this agent on the device: not what they typed, not what waits, not the right to push. If
// something waits that was never sent, they are asked first.

import { text } from "../texts.js";
import * as shelf from "./shelf.js";

const LONGEST_MS = 2_000;

export function start(agent, mark) {
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    if (!form.matches?.('form[action="/sign-out"]') || form.dataset.cleared) return;
    event.preventDefault();
    const waiting = await shelf.of(agent).catch(() => []);
    const count = waiting.length + typed(agent).length;
    if (count > 0 && !(await agreed(count))) return;
    form.dataset.cleared = "";
    // Whatever becomes of the cleaning, whoever leaves is signed out.
    await Promise.race([forget(agent, mark, waiting), new Promise((done) => setTimeout(done, LONGEST_MS))]).finally(() => form.submit());
  });
}

/** What was typed and the server does not have. */
function typed(agent) {
  return Object.keys(localStorage).filter((key) => key.startsWith(`draft:${agent}:`));
}

function forget(agent, mark, waiting) {
  for (const key of [...typed(agent), mark]) localStorage.removeItem(key);
  sessionStorage.clear();
  return Promise.allSettled([...waiting.map((entry) => shelf.drop(entry.key)), endPushes()]);
}

async function endPushes() {
  const registration = await navigator.serviceWorker?.getRegistration();
  await (await registration?.pushManager?.getSubscription())?.unsubscribe();
}

/** A dialog of the house, made when it is needed. */
function agreed(count) {
  const dialog = document.createElement("dialog");
  dialog.className = "dialog";
  dialog.setAttribute("aria-labelledby", "leaving-title");
  const title = Object.assign(document.createElement("h2"), { id: "leaving-title", textContent: text("leavingTitle") });
  const head = document.createElement("header");
  head.append(title);
  const body = document.createElement("div");
  body.className = "body";
  body.textContent = count === 1 ? text("leavingOne") : text("leavingMany", { count });
  const foot = document.createElement("footer");
  const button = (words, tone) => Object.assign(document.createElement("button"), { type: "button", className: `button ${tone}`, textContent: words });
  const [stay, go] = [button(text("leavingStay"), "primary"), button(text("leavingGo"), "danger")];
  foot.append(stay, go);
  dialog.append(head, body, foot);
  document.body.append(dialog);
  dialog.showModal();
  return new Promise((done) => {
    go.onclick = () => (done(true), dialog.close());
    stay.onclick = () => dialog.close();
    dialog.onclose = () => (done(false), dialog.remove());
  });
}
