// The page without a connection: what waits on this device, and back to where one was going as soon as the line is there.

import { text } from "../texts.js";
import * as shelf from "./shelf.js";
import { card } from "./waiting.js";

const HERE = "/offline";
const LOOK_MS = 4_000;

let agent = "";

export function start(who) {
  agent = who;
  addEventListener("online", look);
  setInterval(look, LOOK_MS);
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.('[data-waiting-does="drop"]');
    if (!button) return;
    await shelf.drop(button.dataset.waitingKey);
    draw();
  });
  draw();
  look();
}

// A browser may think it is online while the desk is out of reach, so the desk is asked. Shown by its own address the page
// stays: somebody wants to see what waits.
async function look() {
  const here = await fetch("/healthz", { cache: "no-store" }).then((answer) => answer.ok, () => false);
  if (here && location.pathname !== HERE) return location.reload();
  for (const part of document.querySelectorAll("[data-line]")) part.hidden = (part.dataset.line === "here") !== here;
}

async function draw() {
  const all = await shelf.all().catch(() => []);
  const mine = all.filter((entry) => entry.agent === agent);
  const list = document.querySelector("[data-waiting-list]");
  list.replaceChildren(...mine.map(card));
  const others = all.length - mine.length;
  if (others > 0) list.append(Object.assign(document.createElement("p"), { className: "muted", textContent: text("waitingOthers", { count: others }) }));
}
