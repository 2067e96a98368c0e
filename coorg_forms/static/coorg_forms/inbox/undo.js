/* Counts down the seconds left to undo, in silence; says so when they are over. */

export class UndoController extends window.StimulusModule.Controller {
  static targets = ["button", "left", "number", "said"];
  static values = { seconds: Number, over: String };

  connect() {
    this.until = Date.now() + this.secondsValue * 1000;
    this.timer = setInterval(() => this.tick(), 250);
  }

  disconnect() {
    clearInterval(this.timer);
  }

  tick() {
    const left = Math.ceil((this.until - Date.now()) / 1000);
    if (left > 0) {
      this.numberTarget.textContent = left;
      return;
    }
    clearInterval(this.timer);
    this.leftTarget.textContent = this.overValue;
    this.saidTarget.textContent = this.overValue;
    // Under somebody's fingers it stays: the server then says what to do instead.
    if (document.activeElement !== this.buttonTarget) this.buttonTarget.hidden = true;
  }
}
