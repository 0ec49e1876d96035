// <fl-composer>: where replies, notes and forwards are written.
//
// The server renders the form and works without this; the element adds drafts, modes, growth, sending by Ctrl+Enter,
// attachments and mentions. It never changes the text while characters are being composed. Live updates skip it
// whole (morphSkip); sending replaces it with a fresh one (hx-target="closest fl-composer", hx-swap="outerHTML").
//
// Attributes: data-mode, data-draft-url, data-upload-url, data-mention-url, data-snippet-url, data-answer-to and data-answer-cc (whom a reply answers). Inside: [data-body] the textarea,
// [role=tab][data-mode] the kinds, [data-for="reply forward"] rows of some kinds only, [data-files] the file input,
// [data-attachments] their list, [data-mentions], [data-snippets] and [data-emoji-offers] the listboxes, [data-emoji] what a click puts in, output.composer-state what happened to the draft.
// Events (bubbling): fl:mode {mode}, fl:draft {state}. Heard: fl:kept, when later/waiting.js has what was written.

import { Attachments } from "./attachments.js";
import { Draft } from "./draft.js";
import { EMOJI, Offers, PEOPLE, SNIPPETS } from "./offers.js";

const LINE = "input:not([type=hidden], [type=file], [type=checkbox], [type=radio])";

class Composer extends HTMLElement {
  #form;
  #body;
  #draft;
  #composing = false;
  #sending = false;
  #left = new AbortController();
  #addressed = "reply";
  #written = null;

  connectedCallback() {
    if (this.#form) return;
    this.#form = this.querySelector("form");
    this.#body = this.querySelector("[data-body]");
    if (!this.#form || !this.#body) return;
    this.#listen();
    if (this.dataset.mode === "forward") this.#addressed = "forward";
    this.#draft = this.#newDraft();
    this.#becomes(this.#draft.restore());
    new Attachments(this, this.dataset.uploadUrl, () => this.#draft.soon());
    new Offers(this, this.#body, this.dataset.mentionUrl, PEOPLE);
    new Offers(this, this.#body, this.dataset.snippetUrl, SNIPPETS);
    new Offers(this, this.#body, "/emoji", EMOJI);
    this.#grow();
  }

  #newDraft() {
    return new Draft(this.#form, this.#body, this.dataset.draftUrl, (state, words) => this.#say(state, words));
  }

  // Somebody goes on to another conversation. What is on its way is no draft, whatever becomes of it is heard at the document.
  disconnectedCallback() {
    if (!this.#sending) this.#draft?.flush();
  }

  #listen() {
    this.addEventListener("click", ({ target }) => {
      if (target.closest("[data-write-on]")) this.#body.focus();
      this.#choose(target.closest('[role="tab"][data-mode]'));
      this.#put(target.closest("[data-emoji]"));
    });
    this.addEventListener("compositionstart", () => {
      this.#composing = true;
      this.#draft.hold();
    });
    this.addEventListener("compositionend", () => {
      this.#composing = false;
      this.#changed();
    });
    this.#form.addEventListener("input", () => this.#changed());
    this.addEventListener("keydown", (event) => this.#key(event));
    this.#form.addEventListener("submit", (event) => this.#composing && event.preventDefault(), true);
    // A save that overtakes what is being sent would come back as a draft of it.
    this.#form.addEventListener("submit", () => {
      this.#draft.hold();
      this.#sending = !this.#composing;
    });
    this.addEventListener("htmx:error", ({ detail }) => detail.kept || this.#draft.soon());
    this.addEventListener("htmx:after:request", ({ target, detail }) => target.matches("form, [data-discard], [data-macro]") && this.#sent(detail.ctx));
    this.addEventListener("htmx:finally:request", () => (this.#sending = false));
    for (const [event, heard] of [["htmx:after:request", (ctx) => this.#sent(ctx)], ["htmx:error", () => this.#draft.soon()], ["htmx:finally:request", () => this.#left.abort()]])
      document.addEventListener(event, ({ target, detail }) => target === document && !detail.kept && detail.ctx?.sourceElement === this.#form && heard(detail.ctx), { signal: this.#left.signal });
    this.addEventListener("fl:kept", () => this.#begin());
    addEventListener("pagehide", () => this.isConnected && this.#draft?.flush());
    addEventListener("online", () => this.isConnected && this.#draft?.soon());
  }

  // Taken back by Ctrl+Z like what is typed.
  #put(picked) {
    if (!picked) return;
    picked.closest("[popover]")?.hidePopover();
    this.#body.focus();
    document.execCommand("insertText", false, picked.dataset.emoji);
  }

  // What stood here waits on this device to be sent: here begins the next.
  #begin() {
    this.#draft.forget();
    this.#body.value = "";
    this.#draft = this.#newDraft();
    this.#say("saved", "");
    this.#grow();
  }

  #changed() {
    this.#grow();
    if (!this.#composing) this.#draft.soon();
  }

  // Browsers with field-sizing grow it themselves.
  #grow() {
    if (CSS.supports("field-sizing", "content")) return;
    this.#body.style.height = "auto";
    this.#body.style.height = `${this.#body.scrollHeight}px`;
  }

  #key(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      this.#form.requestSubmit(this.querySelector("[data-send]"));
    } else if (event.key === "Enter" && !event.defaultPrevented && event.target.matches(LINE) && !event.target.closest(".menu")) {
      event.preventDefault();
      this.#next(event.target);
    } else if (event.key === "Escape" && event.target === this.#body && !event.defaultPrevented) {
      this.#body.blur();
    } else if (event.target.matches('[role="tab"]')) {
      this.#walkTabs(event);
    }
  }

  // Enter in a line leads to the next one, and at last to the text. Only Ctrl+Enter and the button send.
  #next(line) {
    const lines = [...this.#form.querySelectorAll(`${LINE}, [data-body]`)].filter((field) => field.checkVisibility() && !field.closest(".menu"));
    lines[lines.indexOf(line) + 1]?.focus();
  }

  #walkTabs(event) {
    const tabs = [...this.querySelectorAll('[role="tab"]')];
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    tabs.at((tabs.indexOf(event.target) + by) % tabs.length).focus();
  }

  // Changing the kind keeps every word: only where it goes is different.
  #choose(tab) {
    if (!tab) return;
    this.#show(tab);
    const to = this.#form.elements.namedItem("to");
    (tab.dataset.mode === "forward" && to && !to.value ? to : this.#body).focus();
    this.#draft.soon();
  }

  #show(tab) {
    const mode = tab.dataset.mode;
    if (mode !== "note") this.#address(mode);
    this.dataset.mode = mode;
    for (const other of this.querySelectorAll('[role="tab"]')) other.setAttribute("aria-selected", String(other === tab));
    for (const row of this.querySelectorAll("[data-for]")) row.hidden = !row.dataset.for.split(" ").includes(mode) || this.#isEmptyExtra(row);
    const kind = this.#form.elements.namedItem("kind");
    if (kind) kind.value = mode;
    if (tab.dataset.placeholder) this.#body.placeholder = tab.dataset.placeholder;
    this.querySelector('[role="tabpanel"]')?.setAttribute("aria-labelledby", tab.id);
    this.dispatchEvent(new CustomEvent("fl:mode", { bubbles: true, detail: { mode } }));
  }

  // Whom a reply answers is not whom it is passed on to: each kind has people of its own.
  #address(mode) {
    const lines = ["to", "cc", "bcc"].map((name) => this.#form.elements.namedItem(name)).filter(Boolean);
    this.#written ??= { reply: [this.dataset.answerTo, this.dataset.answerCc], forward: [] };
    if (this.#addressed === mode) return;
    this.#written[this.#addressed] = lines.map((line) => line.value);
    lines.forEach((line, at) => (line.value = this.#written[mode][at] ?? ""));
    this.#addressed = mode;
  }

  // What was written as a note is never sent because the page came back as a reply.
  #becomes(mode) {
    const tab = mode && mode !== this.dataset.mode && this.querySelector(`[role="tab"][data-mode="${mode}"]`);
    if (tab) this.#show(tab);
  }

  // Cc and Bcc stay folded away until they are asked for or hold someone.
  #isEmptyExtra(row) {
    const folded = row.id && this.querySelector(`[data-reveal="${CSS.escape(row.id)}"]:not([hidden])`);
    return Boolean(folded) && !row.querySelector("input")?.value;
  }

  #sent(ctx) {
    if (ctx.response.status < 400) this.#draft.forget();
    else this.#draft.soon();
  }

  #say(state, words) {
    const output = this.querySelector(".composer-state");
    if (output) {
      output.dataset.state = state;
      output.textContent = words;
    }
    this.dispatchEvent(new CustomEvent("fl:draft", { bubbles: true, detail: { state } }));
  }
}

customElements.define("fl-composer", Composer);
