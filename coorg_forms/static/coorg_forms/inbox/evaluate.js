/* Scores by keyboard and saves as it goes. The server reckons; without this, the buttons do. */

const PAUSE = 800;
const AGAIN = 8000;
const PATIENCE = 20000;

class EvaluateController extends window.StimulusModule.Controller {
  static targets = ["ask", "row", "saved", "score", "version"];
  static values = { keys: Boolean, words: Object };

  connect() {
    this.warn = (event) => this.unsaved && event.preventDefault();
    window.addEventListener("beforeunload", this.warn);
  }

  disconnect() {
    clearTimeout(this.timer);
    window.removeEventListener("beforeunload", this.warn);
  }

  /* Saving. One at a time: what changes meanwhile is saved next. */

  later() {
    this.unsaved = true;
    this.wait(PAUSE);
  }

  wait(pause) {
    clearTimeout(this.timer);
    if (!this.stopped) this.timer = setTimeout(() => this.save(), pause);
  }

  async save() {
    this.unsaved = true;
    if (this.stopped) return;
    if (this.saving) return this.wait(PAUSE);
    clearTimeout(this.timer);
    this.unsaved = false;
    this.say(this.wordsValue.saving);
    this.saving = this.send().catch(() => {
      this.fail(this.wordsValue.failed);
      this.wait(AGAIN);
    });
    await this.saving;
    this.saving = null;
  }

  async send() {
    const answer = await fetch(this.element.getAttribute("action"), {
      method: "POST",
      body: new FormData(this.element),
      headers: { Accept: "application/json" },
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (answer.redirected || answer.status === 403) return this.stop(this.wordsValue.signedOut);
    if (answer.status === 409 || answer.status === 422) return this.refused(await answer.json());
    if (!answer.ok) throw new Error(answer.status);
    const { version, saved, score } = await answer.json();
    this.versionTarget.value = version;
    this.show(score);
    this.say(saved);
  }

  refused({ error, conflict }) {
    this.stop(conflict ? `${error} ${this.wordsValue.conflict}` : error);
  }

  stop(words) {
    this.stopped = true;
    this.fail(words);
  }

  fail(words) {
    this.unsaved = true;
    this.say(words, true);
  }

  say(words, failed = false) {
    this.savedTarget.setAttribute("role", failed ? "alert" : "none");
    this.savedTarget.textContent = words;
    this.savedTarget.classList.toggle("coorg-saved-at--failed", failed);
  }

  show(score) {
    const held = this.scoreTarget.contains(document.activeElement);
    if (held || this.shown === score) return;
    this.shown = score;
    this.scoreTarget.innerHTML = score;
  }

  /** A button was pressed: what is on its way comes home first, or it would seem to be older. */
  async leave(event) {
    if (this.saving) {
      event.preventDefault();
      this.stopped = true;
      await this.saving;
      return this.element.requestSubmit(event.submitter);
    }
    this.unsaved = false;
    this.stopped = true;
    clearTimeout(this.timer);
  }

  /* Keys: only on a radio button, and only for whoever left them on. */

  press(event) {
    const { key, target } = event;
    const free = !event.ctrlKey && !event.altKey && !event.metaKey && !event.isComposing;
    if (!this.keysValue || !free || target.type !== "radio") return;
    const did =
      (key === "Enter" && this.keep()) ||
      (key === "ArrowDown" && this.go(target, 1)) ||
      (key === "ArrowUp" && this.go(target, -1)) ||
      (key.toLowerCase() === "q" && this.askInstead()) ||
      this.pick(target, key.toLowerCase());
    if (did) event.preventDefault();
  }

  go(from, step) {
    const here = this.rowTargets.indexOf(from.closest("fieldset"));
    const there = this.rowTargets[here + step];
    there?.querySelector("input:checked, input")?.focus();
    return true;
  }

  /** Enter keeps what there is; only the buttons hand it in. */
  keep() {
    this.save();
    return true;
  }

  askInstead() {
    if (this.hasAskTarget) this.askTarget.click();
    return this.hasAskTarget;
  }

  pick(from, key) {
    const group = [...from.closest("fieldset").querySelectorAll("input")];
    const picked = group.find((input) => input.dataset.key === key);
    if (!picked) return false;
    picked.focus();
    if (!picked.checked) picked.click();
    return true;
  }
}

window.wagtail.app.register("coorg-evaluate", EvaluateController);
