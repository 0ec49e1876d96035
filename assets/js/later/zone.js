// Presets the choice of a time zone to the browser's own. Loaded only on the page of an empty desk, before anything was chosen there.

const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
const choice = document.querySelector("select[name=zone]");
if ([...choice.options].some((option) => option.value === own)) choice.value = own;
