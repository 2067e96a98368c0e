/* One listener for every key of ours: it looks for its button among what is shown at that moment,
   so that no key outlives the request it was meant for. */

const SEQUENCE_MS = 1500;
const WRITES = "input:not([type=checkbox], [type=radio], [type=button], [type=submit]), "
  + "textarea, select, [contenteditable]:not([contenteditable=false])";
const SHUTS_OUT = "dialog[open], [role=dialog]:not([aria-hidden=true]), [role=menu], .tippy-box";

export class KeysController extends window.StimulusModule.Controller {
  connect() {
    this.onKey = (event) => this.press(event);
    document.addEventListener("keydown", this.onKey);
  }

  disconnect() {
    document.removeEventListener("keydown", this.onKey);
  }

  press(event) {
    if (!isOurs(event)) return;
    const pressed = this.first ? `${this.first} ${event.key}` : event.key;
    const found = this.find(pressed);
    this.first = "";
    clearTimeout(this.timer);
    if (found) {
      event.preventDefault();
      use(found);
    } else if (this.begins(event.key)) {
      event.preventDefault();
      this.first = event.key;
      this.timer = setTimeout(() => { this.first = ""; }, SEQUENCE_MS);
    }
  }

  find(pressed) {
    const name = pressed.includes(" ") ? "data-coorg-keys" : "aria-keyshortcuts";
    const bound = document.querySelectorAll(`[${name}="${CSS.escape(pressed)}"]`);
    const shown = [...bound].filter((one) => one.getClientRects().length && !one.disabled);
    return shown.find((one) => this.reaches(one));
  }

  begins(key) {
    return Boolean(document.querySelector(`[data-coorg-keys^="${CSS.escape(key)} "]`));
  }

  /* Among the rows of a list, the keys of the request beside it would act on another one. */
  reaches(element) {
    return !(element.closest(".coorg-request") && document.activeElement.closest("tbody"));
  }
}

export function isOurs(event) {
  return !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.altKey
    && !event.isComposing && event.key.length === 1
    && !event.target.closest?.(WRITES) && !event.target.closest?.(SHUTS_OUT);
}

function use(element) {
  if (element.matches("input, textarea, select")) {
    element.focus();
    return;
  }
  element.click();
  if (!element.matches("summary")) return;
  const opened = element.parentElement;
  opened.querySelector("textarea, select, input:not([type=hidden])")?.focus();
}
