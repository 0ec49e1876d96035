// Keeps what is being written: on the server 600 ms after the last key, and in this browser from the first.
//
// The browser's copy is removed once the server has it, so one that is found was never saved: it is put back and
// saved again. Saves follow one another; the last text always wins. Used by composer.js.

import { post } from "./csrf.js";
import { text } from "./texts.js";

const QUIET_MS = 600;
const RETRY_MS = 5_000;

export class Draft {
  #form;
  #body;
  #url;
  #say;
  #timer = 0;
  #saving = null;
  #owed = false;
  #over = false;

  constructor(form, body, url, say) {
    this.#form = form;
    this.#body = body;
    this.#url = url;
    this.#say = say;
  }

  /** Puts back text this browser kept and the server never got. */
  restore() {
    const kept = this.#kept();
    if (kept === null || kept === this.#body.value) return this.#drop();
    this.#body.value = kept;
    this.#body.dispatchEvent(new Event("input", { bubbles: true }));
    this.#say("restored", text("restored"));
  }

  /** Something changed: keep it here now, on the server shortly. */
  soon() {
    if (!this.#url || this.#over) return;
    this.#owed = true;
    this.#keep();
    this.#later(QUIET_MS);
  }

  /** Half a character is no text: wait for the next change. */
  hold() {
    clearTimeout(this.#timer);
  }

  /** The page goes away: send what is owed with a request that outlives it. */
  flush() {
    if (!this.#owed || this.#over || !this.#url) return;
    clearTimeout(this.#timer);
    this.#owed = false;
    post(this.#url, this.#fields(), { keepalive: true }).then(() => this.#drop(), () => {});
  }

  /** It was sent: there is no draft any more. */
  forget() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#drop();
  }

  #later(wait) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#save(), wait);
  }

  async #save() {
    if (this.#saving || this.#over) return;
    this.#owed = false;
    const written = this.#body.value;
    this.#say("saving", text("saving"));
    this.#saving = post(this.#url, this.#fields());
    try {
      await this.#saving;
      if (this.#body.value === written) this.#drop();
      this.#say("saved", text("saved"));
    } catch {
      this.#owed = true;
      this.#say("offline", text("offline"));
    } finally {
      this.#saving = null;
      if (this.#owed && !this.#over) this.#later(this.#body.value === written ? RETRY_MS : QUIET_MS);
    }
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
      localStorage.setItem(this.#key, this.#body.value);
    } catch {}
  }

  #kept() {
    try {
      return localStorage.getItem(this.#key);
    } catch {
      return null;
    }
  }

  #drop() {
    try {
      localStorage.removeItem(this.#key);
    } catch {}
  }

  get #key() {
    return `draft:${this.#url}`;
  }
}
