/* Says how far the file of an export is, when it comes and how it ended. Without it the form is
   plain. A cookie says that the file comes; the server, how much of it was written. */

const EVERY_MS = 700;
/* Where web processes share no cache, nobody says how far it is: what is known stays written. */
const MOST_LOOKS = 90;

export class ExportController extends window.StimulusModule.Controller {
  static targets = ["token", "button", "bar", "said"];
  static values = {
    url: String, writing: String, coming: String, done: String, broken: String,
  };

  start() {
    document.cookie = `coorg-export=; max-age=0; path=${window.location.pathname}`;
    this.comes = false;
    this.looks = 0;
    this.buttonTarget.disabled = true;
    this.barTarget.hidden = false;
    this.barTarget.value = 0;
    this.saidTarget.textContent = this.writingValue;
    this.timer = setInterval(() => this.look(), EVERY_MS);
  }

  disconnect() {
    clearInterval(this.timer);
  }

  async look() {
    const token = this.tokenTarget.value;
    if (!this.comes && document.cookie.split("; ").includes(`coorg-export=${token}`)) this.come();
    const answer = await fetch(`${this.urlValue}${token}/`);
    if (answer.ok) this.show(await answer.json());
  }

  come() {
    this.comes = true;
    this.buttonTarget.disabled = false;
    this.saidTarget.textContent = this.comingValue;
  }

  show({ written, ended }) {
    if (written !== this.barTarget.value) this.looks = 0;
    this.barTarget.value = written;
    if (!this.comes) return;
    this.looks += 1;
    if (ended === "whole") this.stop(this.doneValue);
    else if (ended === "broken") this.stop(this.brokenValue);
    else if (this.looks > MOST_LOOKS) this.stop(this.comingValue);
  }

  stop(said) {
    clearInterval(this.timer);
    this.barTarget.hidden = true;
    this.saidTarget.textContent = said;
  }
}
