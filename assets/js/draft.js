// Keeps what is being written: on the server 600 ms after the last key, and in this browser from the first.
//
// The browser's copy is removed once the server has it, so one that is found was never saved: it is put back and
// saved again. Saves follow one another and say which draft they know (the hidden fields draft and version); where
// another tab wrote meanwhile the server refuses, and what was typed here waits in this browser until the page is
// loaded again, which shows both. Used by composer.js.

import { post } from "./csrf.js";
import { text } from "./texts.js";

const QUIET_MS = 600;
const RETRY_MS = 5_000;
const CONFLICT = 409;

export class Draft {
  #form;
  #body;
  #url;
  #say;
  #timer = 0;
  #saving = null;
  #owed = false;
  #over = false;
  #stale = false;

  constructor(form, body, url, say) {
    this.#form = form;
    this.#body = body;
    this.#url = url;
    this.#say = say;
  }

  /** Puts back text this browser kept and the server never got; the answer is what it is to become, if not what the page says. */
  restore() {
    const before = this.#body.value;
    const modes = [this.#key, this.#refusedKey].map((key) => this.#putBack(key));
    if (this.#body.value === before) return null;
    this.#body.dispatchEvent(new Event("input", { bubbles: true }));
    this.#say("restored", text("restored"));
    return modes.find((mode) => mode) ?? null;
  }

  // On top of the draft it was typed on it stands for itself; beside another's words only a note stays what it was.
  #putBack(key) {
    const kept = this.#kept(key);
    if (!kept) return null;
    this.#drop(key);
    const same = kept.of === this.#known;
    this.#body.value = same ? kept.text : both(this.#body.value, kept.text);
    return same || kept.mode === "note" ? kept.mode : null;
  }

  /** Something changed: keep it here now, on the server shortly. */
  soon() {
    if (!this.#url || this.#over) return;
    this.#owed = true;
    this.#keep();
    if (!this.#stale) this.#later(QUIET_MS);
  }

  /** Half a character is no text: wait for the next change. */
  hold() {
    clearTimeout(this.#timer);
  }

  /** The page goes away: send what is owed with a request that outlives it. */
  flush() {
    if (!this.#owed || this.#over || this.#stale || !this.#url) return;
    clearTimeout(this.#timer);
    this.#owed = false;
    this.#send({ keepalive: true }).catch((error) => this.#failed(error));
  }

  /** It was sent: there is no draft any more. */
  forget() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#drop(this.#stale ? this.#refusedKey : this.#key);
  }

  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), wait);
  }

  async #save() {
    if (this.#saving || this.#over || this.#stale) return;
    this.#owed = false;
    const written = this.#body.value;
    this.#say("saving", text("saving"));
    this.#saving = this.#send();
    try {
      await this.#saving;
      this.#say("saved", text("saved"));
    } catch (error) {
      this.#failed(error);
    } finally {
      this.#saving = null;
      if (this.#owed && !this.#over && !this.#stale) this.#later(this.#body.value === written ? RETRY_MS : QUIET_MS);
    }
  }

  async #send(options) {
    const written = this.#body.value;
    const answer = await post(this.#url, this.#fields(), options);
    this.#learn(await answer.json());
    if (this.#kept(this.#key)?.text === written) this.#drop(this.#key);
    else if (this.#owed) this.#keep();
  }

  #failed(error) {
    this.#owed = true;
    if (error.response?.status !== CONFLICT) return this.#say("offline", text("offline"));
    this.#stale = true;
    // The same words twice would come back once more when these are sent.
    if (this.#kept(this.#key)?.text === this.#body.value) this.#drop(this.#key);
    this.#keep();
    this.#say("stale", text("draftChanged"));
  }

  // Which draft the server has now, and how new.
  #learn(saved) {
    for (const name of ["draft", "version"]) {
      const field = this.#form.elements.namedItem(name);
      if (field) field.value = saved[name];
    }
  }

  get #known() {
    const { draft, version } = Object.fromEntries(this.#fields());
    return `${draft}.${version}`;
  }

  // Files are uploaded by themselves; a draft carries only words and choices.
  #fields() {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.#form)) if (typeof value === "string") fields.append(name, value);
    return fields;
  }

  // Storage may be full or forbidden; the server's copy is the real one.
  #keep() {
    try {
      const mode = this.#form.elements.namedItem("kind")?.value;
      localStorage.setItem(this.#stale ? this.#refusedKey : this.#key, JSON.stringify({ of: this.#known, mode, text: this.#body.value }));
    } catch {}
  }

  #kept(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  #drop(key) {
    try {
      localStorage.removeItem(key);
    } catch {}
  }

  get #key() {
    return `draft:${document.querySelector('meta[name="live"]')?.dataset.agent ?? ""}:${this.#url}`;
  }

  // Refused words lie apart: the tab that may save writes over the others.
  get #refusedKey() {
    return `${this.#key}:refused`;
  }
}

/** Two texts of one draft: where one goes on from the other the longer, else one above the other. */
function both(saved, kept) {
  if (kept.startsWith(saved.trimEnd())) return kept;
  if (saved.includes(kept.trim())) return saved;
  return `${saved.trimEnd()}\n\n${kept}`;
}
