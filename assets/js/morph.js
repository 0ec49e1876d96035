// What a live update must not undo: what the person in front of the page has opened, ticked or typed.
//
// htmx 4 copies attributes as the server wrote them, so a refresh would shut an open <details>, tear a modal
// <dialog> half down (the page stays inert), put an open menu into the corner and overwrite a field that was typed in and left. This extension
// stands in between. Elements that own their content (fl-composer, [data-keep]) are skipped whole, by
// `morphSkip` in the htmx-config meta element.

const TYPED_IN = "input, textarea";
const OPENED_BY_HAND = "details, dialog";

export function start() {
  htmx.registerExtension("frontline", {
    htmx_before_morph_node: (element) => !isTypedIn(element),
    htmx_before_morph_attr: (element, { attrName }) => !(attrName === "open" && element.matches(OPENED_BY_HAND)) && !(attrName === "style" && element.matches(".menu")),
  });
}

function isTypedIn(element) {
  return element.matches?.(TYPED_IN) && element.type !== "hidden" && element.value !== element.defaultValue;
}
