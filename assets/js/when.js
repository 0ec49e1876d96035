// Times in words: a [data-when] field shows below it what the server understands. Enter in the one of the composer plans
// the message rather than sending it at once.

const PAUSE_MS = 120;
let timer = 0;
let asked = 0;

export function start() {
  document.addEventListener("input", ({ target, isComposing }) => {
    if (isComposing || !target.matches?.("[data-when]")) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(target), PAUSE_MS);
  });
  document.addEventListener("keydown", planned, true);
}

async function show(field) {
  const output = document.getElementById(field.getAttribute("aria-describedby"));
  const turn = ++asked;
  const url = new URL(field.dataset.when, location.href);
  url.searchParams.set("q", field.value);
  const response = field.value.trim() ? await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null) : null;
  if (turn === asked && output && response?.ok) output.innerHTML = await response.text();
}

function planned(event) {
  if (event.key !== "Enter" || event.isComposing || event.keyCode === 229 || !event.target.matches?.("fl-composer [data-when]")) return;
  event.preventDefault();
  event.stopPropagation();
  event.target.closest("form").querySelector("[name=later]")?.click();
}
