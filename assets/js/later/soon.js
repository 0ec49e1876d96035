// What was done is shown before the server has said yes, and taken back if it says no.
//
// A button with data-soon="SELECTOR" shows its own words (or data-soon-text) where the selector points, until the answer brings the
// truth. A message that is being sent stands in the thread meanwhile. Nothing here decides anything: the pieces of the answer
// replace what is shown, and a refusal or a dead line puts back what was there.

const shown = new Map();
let submitter = null;

export function start() {
  document.addEventListener("submit", (event) => (submitter = event.submitter), true);
  document.addEventListener("htmx:before:request", ({ target, defaultPrevented }) => !defaultPrevented && begin(target));
  document.addEventListener("htmx:finally:request", ({ target, detail }) => end(target, detail.ctx));
}

function begin(form) {
  if (!(form instanceof HTMLFormElement)) return;
  const pressed = submitter?.form === form ? submitter : form.querySelector("[data-soon]");
  if (form.matches("fl-composer form.composer") && !pressed?.hasAttribute("formaction")) shown.set(form, message(form, pressed));
  else if (pressed?.dataset.soon) shown.set(form, words(pressed, document.querySelector(pressed.dataset.soon)));
}

function end(form, ctx) {
  const back = shown.get(form);
  shown.delete(form);
  back?.(!ctx?.response || ctx.response.status >= 400);
}

function words(button, place) {
  if (!place) return null;
  const [before, status] = [[...place.childNodes], place.dataset.status];
  const copy = button.cloneNode(true);
  for (const key of copy.querySelectorAll("kbd")) key.remove();
  const becomes = button.dataset.soonStatus ?? copy.querySelector("[data-status]")?.dataset.status;
  place.replaceChildren(...(button.dataset.soonText ? [button.dataset.soonText] : (copy.querySelector("[data-status]") ?? copy).childNodes));
  if (becomes) place.dataset.status = becomes;
  place.classList.add("unsaid");
  return (refused) => {
    place.classList.remove("unsaid");
    if (!refused || !place.isConnected) return;
    place.replaceChildren(...before);
    if (status) place.dataset.status = status;
  };
}

// A planned one does not stand in the thread yet, one that a colleague looks at first does not at all; what has no words may have files.
function message(form, pressed) {
  const text = form.elements.namedItem("body")?.value.trim();
  const thread = document.querySelector("ol.messages");
  if (!text || !thread || ["later", "share"].includes(pressed?.name)) return null;
  const line = document.createElement("li");
  line.className = `message ${form.elements.namedItem("kind")?.value === "note" ? "note" : "outgoing"} unsaid`;
  line.setAttribute("aria-busy", "true");
  const card = line.appendChild(Object.assign(document.createElement("article"), { className: "message-card" }));
  card.append(Object.assign(document.createElement("div"), { className: "prose plain", textContent: text }));
  thread.append(line);
  line.scrollIntoView({ block: "nearest" });
  return () => line.remove();
}
