/*
 * Checks what stands in the page editor without saving it: posts the editor's form, as the preview
 * does, and shows the answer in place. Links lead to the blocks of this page.
 */

export class CheckController extends window.StimulusModule.Controller {
  static targets = ["button", "result"];

  static values = { url: String, failed: String };

  connect() {
    this.buttonTargets.forEach((button) => button.removeAttribute("hidden"));
  }

  async look(event) {
    const button = event.currentTarget;
    button.disabled = true;
    this.resultTarget.setAttribute("aria-busy", "true");
    try {
      await this.show();
    } catch {
      this.resultTarget.textContent = this.failedValue;
    }
    this.resultTarget.removeAttribute("aria-busy");
    button.disabled = false;
  }

  async show() {
    const form = this.element.closest("form");
    const answer = await fetch(this.urlValue, { method: "POST", body: new FormData(form) });
    const isOurs = (answer.ok || answer.status === 422) && !answer.redirected;
    if (!isOurs) throw new Error(answer.status);
    this.resultTarget.innerHTML = await answer.text();
  }
}
