// Says when the page has lost its connection, and what is safe meanwhile: shows every [data-offline].
// A hiccup of a few seconds is not worth a word.

const PATIENCE_MS = 4_000;

let timer;

export function start() {
  addEventListener("offline", () => show(true));
  addEventListener("online", () => show(false));
  document.addEventListener("fl:stream", ({ detail }) => {
    clearTimeout(timer);
    if (detail.state === "open") show(false);
    else timer = setTimeout(() => show(true), PATIENCE_MS);
  });
  if (!navigator.onLine) show(true);
}

function show(offline) {
  clearTimeout(timer);
  document.documentElement.toggleAttribute("data-offline-now", offline);
  for (const notice of document.querySelectorAll("[data-offline]")) notice.hidden = !offline;
}
