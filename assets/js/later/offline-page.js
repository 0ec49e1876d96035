// The page without a connection: what waits on this device, and back to where one was going as soon as the line is there.

import { text } from "../texts.js";
import * as shelf from "./shelf.js";
import { card } from "./waiting.js";

const HERE = "/offline";

let agent = "";

export function start(who) {
  agent = who;
  addEventListener("online", back);
  addEventListener("offline", draw);
  document.addEventListener("fl:waiting", draw);
  document.addEventListener("click", async ({ target }) => {
    const button = target.closest?.('[data-waiting-does="drop"]');
    if (!button) return;
    await shelf.drop(button.dataset.waitingKey);
    draw();
  });
  draw();
}

// Asked for by its own address it stays: somebody wants to see what waits.
function back() {
  if (location.pathname === HERE) draw();
  else location.reload();
}

async function draw() {
  const all = await shelf.all().catch(() => []);
  const mine = all.filter((entry) => entry.agent === agent);
  const others = all.length - mine.length;
  for (const part of document.querySelectorAll("[data-line]")) part.hidden = (part.dataset.line === "here") !== navigator.onLine;
  const list = document.querySelector("[data-waiting-list]");
  list.replaceChildren(...mine.map(card));
  if (others > 0) list.append(Object.assign(document.createElement("p"), { className: "muted", textContent: text("waitingOthers", { count: others }) }));
}
