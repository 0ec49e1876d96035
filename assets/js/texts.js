// The sentences scripts show, in the agent's language.
//
// The server writes them as <script type="application/json" id="texts">{"saved": "Saved", …}</script>, a block
// of data the content policy allows. A missing key shows itself rather than breaking the page.

let texts;

/** The sentence for `key`, with {name} replaced from `values`. */
export function text(key, values = {}) {
  texts ??= JSON.parse(document.getElementById("texts")?.textContent || "{}");
  return (texts[key] ?? key).replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
