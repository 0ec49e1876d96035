// "@be" in a note offers people: asks data-mention-url?q=be and shows the answer's <li role="option" data-mention="ben">
// in [data-mentions]. Arrows choose, Enter or Tab takes, Escape lets go. Never acts while characters are being
// composed. Used by composer.js.

const PAUSE_MS = 120;
const MENTION = /(?:^|[\s(])@([\p{L}\p{N}._-]{0,30})$/u;

export class Mentions {
  #composer;
  #body;
  #url;
  #list;
  #timer = 0;
  #asked = 0;

  constructor(composer, body, url) {
    this.#composer = composer;
    this.#body = body;
    this.#url = url;
    this.#list = composer.querySelector("[data-mentions]");
    if (!url || !this.#list) return;
    body.setAttribute("aria-autocomplete", "list");
    body.setAttribute("aria-controls", this.#list.id);
    body.addEventListener("input", (event) => !event.isComposing && this.#look());
    body.addEventListener("compositionend", () => this.#look());
    body.addEventListener("keydown", (event) => this.#key(event));
    body.addEventListener("blur", () => this.#close());
    // Taking focus would close the list before the click lands.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => this.#take(target.closest("[data-mention]")));
  }

  #begun() {
    if (this.#composer.dataset.mode !== "note" || this.#body.selectionStart !== this.#body.selectionEnd) return null;
    return this.#body.value.slice(0, this.#body.selectionStart).match(MENTION)?.[1] ?? null;
  }

  #look() {
    clearTimeout(this.#timer);
    const begun = this.#begun();
    if (begun === null) return this.#close();
    this.#timer = setTimeout(() => this.#ask(begun), PAUSE_MS);
  }

  async #ask(begun) {
    const turn = ++this.#asked;
    const url = new URL(this.#url, location.href);
    url.searchParams.set("q", begun);
    const response = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!response?.ok || turn !== this.#asked || this.#begun() === null) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const people = [...page.querySelectorAll('[role="option"][data-mention]')];
    this.#list.replaceChildren(...people);
    this.#list.hidden = people.length === 0;
    this.#select(0);
  }

  #key(event) {
    if (this.#list.hidden || event.isComposing || event.keyCode === 229) return;
    const here = this.#options().findIndex((person) => person.getAttribute("aria-selected") === "true");
    if (event.key === "ArrowDown") this.#select(here + 1);
    else if (event.key === "ArrowUp") this.#select(here - 1);
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.#options()[here]);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #options() {
    return [...this.#list.querySelectorAll('[role="option"]')];
  }

  #select(index) {
    const all = this.#options();
    const chosen = all.at(index % Math.max(all.length, 1));
    for (const person of all) person.setAttribute("aria-selected", String(person === chosen));
    chosen?.scrollIntoView({ block: "nearest" });
    if (chosen?.id) this.#body.setAttribute("aria-activedescendant", chosen.id);
  }

  // execCommand is the only way to insert text that Ctrl+Z takes back.
  #take(person) {
    const begun = this.#begun();
    if (!person || begun === null) return this.#close();
    const end = this.#body.selectionStart;
    this.#body.setSelectionRange(end - begun.length, end);
    const words = `${person.dataset.mention} `;
    if (!document.execCommand("insertText", false, words)) this.#body.setRangeText(words, end - begun.length, end, "end");
    this.#close();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#list.hidden = true;
    this.#body.removeAttribute("aria-activedescendant");
  }
}
