// One server-sent event stream and what it remembers.
//
// The server sends signals, never content: `id: 7731.812`, `data: {"among":12,"topic":"conversation:42"}`
// (`among`: how many listen). It sends
// `event: beat` (with an id) every 15 seconds so that a dead connection is noticed, and `event: missed`
// when it cannot replay from the position asked for. Used by live-worker.js, and by live.js where a
// browser has no SharedWorker. Knows nothing of pages.

const REMEMBERED = 500;
const SILENCE_MS = 40_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/** Is position `a` later than `b`? Positions are whole numbers separated by dots, compared from the left. */
export function isLater(a, b) {
  const left = String(a).split(".").map(Number);
  const right = String(b).split(".").map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return false;
}

export class LiveStream {
  state = "lost";
  #url;
  #start;
  #last;
  #recent = [];
  #tell;
  #source;
  #wait = FIRST_WAIT_MS;
  #retry;
  #silence;

  /** `after` is the position the first page was rendered at; `tell` receives {signal}, {missed} and {state}. */
  constructor(url, after, tell) {
    this.#url = url;
    this.#start = this.#last = after;
    this.#tell = tell;
  }

  open() {
    this.close();
    const url = new URL(this.#url, self.location.href);
    url.searchParams.set("after", this.#last);
    this.#source = new EventSource(url);
    this.#source.onopen = () => this.#opened();
    this.#source.onmessage = (event) => this.#signal(event);
    this.#source.addEventListener("beat", (event) => this.#heard(event));
    this.#source.addEventListener("missed", (event) => this.#missed(event));
    this.#source.onerror = () => this.#failed();
    this.#expectSound();
  }

  close() {
    this.#source?.close();
    clearTimeout(this.#retry);
    clearTimeout(this.#silence);
  }

  /** The signals a page rendered at `after` has not seen, or null when that is too long ago to know. */
  since(after) {
    if (isLater(this.#start, after)) return null;
    return this.#recent.filter((signal) => isLater(signal.id, after));
  }

  #opened() {
    this.#wait = FIRST_WAIT_MS;
    this.#become("open");
    this.#expectSound();
  }

  #signal(event) {
    this.#heard(event);
    const signal = { ...JSON.parse(event.data), id: event.lastEventId };
    this.#recent.push(signal);
    if (this.#recent.length > REMEMBERED) this.#start = this.#recent.shift().id;
    this.#tell({ signal });
  }

  #missed(event) {
    this.#heard(event);
    this.#recent = [];
    this.#start = this.#last;
    this.#tell({ missed: true });
  }

  #heard(event) {
    if (event.lastEventId) this.#last = event.lastEventId;
    this.#expectSound();
  }

  // A dropped connection the browser retries by itself (with Last-Event-ID). A refused one, say 503 during
  // an upgrade, it gives up on, so we try again more and more slowly.
  #failed() {
    this.#become("lost");
    if (this.#source.readyState !== EventSource.CLOSED) return;
    this.#later();
  }

  #later() {
    clearTimeout(this.#retry);
    this.#retry = setTimeout(() => this.open(), this.#wait * (0.75 + Math.random() / 2));
    this.#wait = Math.min(this.#wait * 2, LONGEST_WAIT_MS);
  }

  // A laptop that slept keeps a socket that will never speak again.
  #expectSound() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => {
      this.#become("lost");
      this.open();
    }, SILENCE_MS);
  }

  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.#tell({ state });
  }
}
