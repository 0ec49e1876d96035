// What is begun is offered whole: "@be" in a note people (?q=be, answered <li role="option" data-mention="ben">), ";th"
// anywhere texts (data-put), ":hea" emoji, and in <fl-addressees> whoever is called so. Arrows choose, Enter or Tab takes, Escape lets go. Never acts while characters are being
// composed. Used by composer.js.

const PAUSE_MS = 120;

/** "@be" in a note. */
export const PEOPLE = {
  begun: /(?:^|[\s(])@([\p{L}\p{N}._-]{0,30})$/u,
  list: "[data-mentions]",
  fits: (mode) => mode === "note",
  put: ({ mention }) => `${mention} `,
  sign: 0,
};

/** ";th" anywhere: the sign goes with what was typed. Whom it goes to is asked along, for it may not be saved yet. */
export const SNIPPETS = {
  begun: /(?:^|\s)[;；]([\p{L}\p{N}_-]{0,30})$/u,
  list: "[data-snippets]",
  fits: () => true,
  put: ({ put }) => put,
  sign: 1,
  along: "to",
};

/** ":hea" anywhere but in a time or an address; one Chinese character is enough. */
export const EMOJI = {
  begun: /(?:^|[\s(])[:：](\p{Script=Han}[\p{L}]{0,15}|[\p{L}\p{N}+_-]{2,30})$/u,
  list: "[data-emoji-offers]",
  fits: () => true,
  put: ({ put }) => put,
  sign: 1,
};

/** The last of the addresses of a line, from two letters or one Chinese character on. */
const ADDRESSEES = {
  begun: /(?:^|[,;])\s*(\p{Script=Han}[^,;"<>]*|[^\s,;"<>][^,;"<>]+)$/u,
  list: "[data-addressees]",
  fits: () => true,
  put: ({ put }) => put,
  sign: 0,
};

export class Offers {
  #kind;
  #composer;
  #body;
  #url;
  #list;
  #timer = 0;
  #asked = 0;

  constructor(composer, body, url, kind) {
    this.#kind = kind;
    this.#composer = composer;
    this.#body = body;
    this.#url = url;
    this.#list = composer.querySelector(kind.list);
    if (!url || !this.#list) return;
    body.setAttribute("aria-autocomplete", "list");
    body.setAttribute("aria-controls", this.#list.id);
    body.addEventListener("input", (event) => !event.isComposing && this.#look());
    body.addEventListener("compositionend", () => this.#look());
    body.addEventListener("keydown", (event) => this.#key(event));
    body.addEventListener("blur", () => this.#close());
    // Taking focus would close the list before the click lands.
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.#list.addEventListener("click", ({ target }) => this.#take(target.closest('[role="option"]')));
  }

  #begun() {
    if (!this.#kind.fits(this.#composer.dataset.mode) || this.#body.selectionStart !== this.#body.selectionEnd) return null;
    return this.#body.value.slice(0, this.#body.selectionStart).match(this.#kind.begun)?.[1] ?? null;
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
    const along = this.#composer.querySelector(`[name="${this.#kind.along}"]`);
    if (along) url.searchParams.set(along.name, along.value);
    const response = await fetch(url, { headers: { Accept: "text/html" } }).catch(() => null);
    if (!response?.ok || turn !== this.#asked || this.#begun() === null) return;
    const page = new DOMParser().parseFromString(await response.text(), "text/html");
    const people = [...page.querySelectorAll('[role="option"]')];
    this.#list.replaceChildren(...people);
    this.#show(people.length > 0);
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
    const from = end - begun.length - this.#kind.sign;
    this.#body.setSelectionRange(from, end);
    const words = this.#kind.put(person.dataset);
    if (!document.execCommand("insertText", false, words)) this.#body.setRangeText(words, from, end, "end");
    this.#close();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#asked++;
    this.#show(false);
    this.#body.removeAttribute("aria-activedescendant");
  }

  #show(open) {
    this.#list.hidden = !open;
    if (this.#body.role === "combobox") this.#body.setAttribute("aria-expanded", String(open));
  }
}

class Addressees extends HTMLElement {
  #offers;

  connectedCallback() {
    this.#offers ??= new Offers(this, this.querySelector("input"), "/addressees", ADDRESSEES);
  }
}

customElements.define("fl-addressees", Addressees);
