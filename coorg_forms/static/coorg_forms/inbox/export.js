/* Says how far the file of an export is, and when it has come. Without it the form is plain. */

export class ExportController extends window.StimulusModule.Controller {
  static targets = ["token", "button", "bar", "said"];
  static values = { url: String, writing: String, done: String };

  start() {
    document.cookie = `coorg-export=; max-age=0; path=${window.location.pathname}`;
    this.buttonTarget.disabled = true;
    this.barTarget.hidden = false;
    this.barTarget.value = 0;
    this.saidTarget.textContent = this.writingValue;
    this.timer = setInterval(() => this.look(), 700);
  }

  disconnect() {
    clearInterval(this.timer);
  }

  async look() {
    const arrived = `coorg-export=${this.tokenTarget.value}`;
    if (document.cookie.split("; ").includes(arrived)) {
      this.stop();
      return;
    }
    const answer = await fetch(`${this.urlValue}${this.tokenTarget.value}/`);
    if (answer.ok) this.barTarget.value = (await answer.json()).written;
  }

  stop() {
    clearInterval(this.timer);
    this.buttonTarget.disabled = false;
    this.barTarget.hidden = true;
    this.saidTarget.textContent = this.doneValue;
  }
}
