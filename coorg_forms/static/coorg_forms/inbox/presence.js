/* Says to the server what is open here, and shows who else is there. It locks nothing; a tab that
   nobody looks at is silent. One poll for the whole page: the rows of the list and the request. */

const EVERY_MS = 20_000;
const SOON_MS = 300;
const WRITES_MS = 40_000;
const MOST = 100;

export class PresenceController extends window.StimulusModule.Controller {
  static targets = ["mark"];
  static values = { url: String, open: String };

  connect() {
    this.on(document, "visibilitychange", () => this.visible());
    this.on(window, "pagehide", () => this.leave(this.opened));
    this.on(this.element, "input", (event) => this.wrote(event));
    this.timer = setInterval(() => this.beat(), EVERY_MS);
    this.beatSoon();
  }

  disconnect() {
    clearInterval(this.timer);
    clearTimeout(this.soon);
    this.listeners.forEach((remove) => remove());
    this.leave(this.opened);
  }

  on(target, name, listener) {
    target.addEventListener(name, listener);
    (this.listeners ??= []).push(() => target.removeEventListener(name, listener));
  }

  /* Rows that came, or another request in the pane. */
  markTargetConnected() {
    if (this.timer) this.beatSoon();
  }

  markTargetDisconnected() {
    if (this.timer && this.opened && this.open !== this.opened) this.beatSoon();
  }

  visible() {
    if (!document.hidden) this.beatSoon();
  }

  wrote(event) {
    if (!event.target.matches(".coorg-request textarea, .coorg-decide textarea")) return;
    const begins = !this.isWriting;
    this.wroteAt = Date.now();
    if (begins) this.beatSoon();
  }

  get isWriting() {
    return Boolean(this.wroteAt) && Date.now() - this.wroteAt < WRITES_MS;
  }

  get open() {
    return this.openValue
      || (this.element.querySelector("article.coorg-request")?.dataset.reference ?? "");
  }

  // To and from the server ----------------------------------------------------------------------

  beatSoon() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.beat(), SOON_MS);
  }

  async beat() {
    if (document.hidden) return;
    if (this.opened && this.opened !== this.open) {
      this.leave(this.opened);
      this.wroteAt = 0;
    }
    this.opened = this.open;
    try {
      const response = await fetch(this.urlValue, { method: "POST", body: this.said() });
      const isOurs = response.headers.get("Content-Type")?.startsWith("application/json");
      this.show(response.ok && isOurs ? await response.json() : {});
    } catch {
      this.show({}); // who was there may have left: nothing is better than something stale
    }
  }

  said(reference = this.opened) {
    const body = new FormData();
    body.append("csrfmiddlewaretoken", window.wagtailConfig.CSRF_TOKEN);
    const shown = new Set(this.markTargets.map((mark) => mark.dataset.reference));
    for (const one of [...shown].slice(0, MOST)) body.append("seen", one);
    if (reference) body.append("open", reference);
    if (this.isWriting) body.append("writing", "1");
    return body;
  }

  leave(reference) {
    if (!reference) return;
    const body = this.said(reference);
    body.delete("seen");
    body.append("gone", "1");
    navigator.sendBeacon(this.urlValue, body);
  }

  /* Written only when it changes: who listens hears who comes and goes, nothing else. */
  show(others) {
    for (const mark of this.markTargets) {
      const words = others[mark.dataset.reference] ?? "";
      if (mark.textContent !== words) mark.textContent = words;
    }
  }
}
