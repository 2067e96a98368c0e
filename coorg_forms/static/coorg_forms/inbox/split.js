/* On wide screens, a request opens beside the list instead of in its place. What is shown there is
   the request's own page, fetched from its own address: reload, back and forward lead to it. */

const LIST = "#listing-results";
const REQUEST = "article.coorg-request";
const MESSAGES = "main .messages > ul";

export class SplitController extends window.StimulusModule.Controller {
  static targets = ["pane", "body", "status"];
  static values = { base: String, failed: String, width: Number };

  connect() {
    this.title = document.title;
    this.listUrl = location.href;
    this.wide = window.matchMedia(`(min-width: ${this.widthValue}px)`);
    this.on(this.element, "click", (event) => this.follow(event));
    this.on(document, "submit", (event) => this.send(event));
    this.on(document, "w-swap:success", () => this.filtered());
    this.on(window, "popstate", () => this.travel());
  }

  on(target, name, listener) {
    target.addEventListener(name, listener);
    (this.listeners ??= []).push(() => target.removeEventListener(name, listener));
  }

  disconnect() {
    this.listeners.forEach((remove) => remove());
  }

  // What a person does ------------------------------------------------------------------------

  follow(event) {
    const link = event.target.closest("a[href]");
    const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey;
    if (!link || !plain || link.target || event.defaultPrevented || !this.wide.matches) return;
    const url = new URL(link.href);
    const isInside = this.bodyTarget.contains(link);
    if (this.isRequest(url) && (isInside || link.closest(LIST))) {
      event.preventDefault();
      this.load(url.href, { push: true });
    } else if (isInside && this.isThisList(url)) {
      event.preventDefault();
      this.leave();
    }
  }

  send(event) {
    const { target: form, submitter } = event;
    const isOurs = this.bodyTarget.contains(form)
      || (!this.paneTarget.hidden && form.closest("main .messages"));
    if (!isOurs || form.getAttribute("method") !== "post" || !this.wide.matches) return;
    event.preventDefault();
    const sent = new FormData(form, submitter);
    const where = submitter?.getAttribute("formaction") || form.getAttribute("action");
    this.load(new URL(where, location.href).href, { body: sent, push: true });
  }

  travel() {
    if (this.isRequest(new URL(location.href))) this.load(location.href);
    else if (!this.paneTarget.hidden) this.close();
  }

  leave() {
    history.pushState({}, "", this.listUrl);
    this.close();
  }

  // What is shown -----------------------------------------------------------------------------

  async load(url, { body, push = false } = {}) {
    this.loading?.abort();
    const { signal } = (this.loading = new AbortController());
    this.paneTarget.setAttribute("aria-busy", "true");
    try {
      const response = await fetch(url, { method: body ? "POST" : "GET", body, signal });
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      this.answered(page, response, { push, hash: new URL(response.url).hash || hashOf(url) });
      if (body) await this.refresh(page);
    } catch (error) {
      if (error.name === "AbortError") return;
      if (body) this.status(this.failedValue);
      else location.assign(url);
    } finally {
      if (!signal.aborted) this.paneTarget.removeAttribute("aria-busy");
    }
  }

  answered(page, response, { push, hash }) {
    const request = page.querySelector(REQUEST);
    if (request) {
      if (push && response.ok) this.keep(response.url + (response.url.includes("#") ? "" : hash));
      this.show(request, hash);
    } else if (page.querySelector(LIST)) {
      if (push) this.keep(this.listUrl);
      this.close();
    } else {
      location.assign(response.url);
      return;
    }
    this.say(page);
  }

  show(request, hash) {
    this.paneTarget.hidden = false;
    this.element.classList.add("coorg-split--open");
    this.bodyTarget.replaceChildren(document.importNode(request, true));
    const shown = this.bodyTarget.firstElementChild;
    document.title = `${shown.dataset.reference} – ${this.title}`;
    this.mark(shown.dataset.reference);
    this.paneTarget.scrollTop = 0;
    this.place(shown, hash);
    this.status(shown.dataset.said);
  }

  /* Where a person reads on: what changed, the form that was asked for, or the heading. */
  place(shown, hash) {
    const wanted = (hash && shown.querySelector(hash)) || shown.querySelector("section[tabindex]");
    const field = wanted?.open && wanted.querySelector("textarea, select");
    wanted?.scrollIntoView({ block: "nearest" });
    (field || shown.querySelector("section[tabindex], .coorg-request__title"))
      .focus({ preventScroll: Boolean(wanted) });
  }

  close() {
    const reference = this.bodyTarget.querySelector(REQUEST)?.dataset.reference;
    this.paneTarget.hidden = true;
    this.bodyTarget.replaceChildren();
    this.element.classList.remove("coorg-split--open");
    document.title = this.title;
    this.mark("");
    (this.links.find((link) => link.href.includes(`/${reference}/`)) ?? this.links[0])?.focus();
  }

  get links() {
    return [...this.element.querySelectorAll(`${LIST} a.coorg-title`)];
  }

  mark(reference) {
    for (const link of this.links) {
      const isShown = Boolean(reference) && link.href.includes(`/${reference}/`);
      link.closest("tr").classList.toggle("coorg-shown", isShown);
      if (isShown) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  /* The messages that Wagtail shows at the top of a page; its own place announces them. */
  say(page) {
    const here = document.querySelector(MESSAGES);
    const there = page.querySelector(MESSAGES);
    if (!here || !there) return;
    here.replaceChildren(...[...there.children].map((one) => document.importNode(one, true)));
    here.parentElement.classList.toggle("appear", here.children.length > 0);
    here.parentElement.classList.toggle("new", here.children.length > 0);
  }

  status(text) {
    this.statusTarget.textContent = text;
  }

  // The list beside it ------------------------------------------------------------------------

  async refresh(page) {
    const list = page.querySelector(LIST) ? page : await this.fetchList();
    const focused = this.links.indexOf(document.activeElement);
    const { href } = document.activeElement;
    const ticked = [...this.element.querySelectorAll("tbody input:checked")].map((one) => one.value);
    for (const part of [LIST, ".coorg-views"]) {
      const fresh = list.querySelector(part);
      if (fresh) this.element.querySelector(part)?.replaceChildren(...imported(fresh));
    }
    for (const box of this.element.querySelectorAll("tbody input[type=checkbox]")) {
      if (ticked.includes(box.value)) box.click();
    }
    this.mark(this.bodyTarget.querySelector(REQUEST)?.dataset.reference ?? "");
    if (focused >= 0) this.find(href, focused)?.focus();
  }

  /* The same row again, or the one that took its place. */
  find(href, index) {
    return this.links.find((link) => link.href === href) ?? this.links.slice(0, index + 1).pop();
  }

  async fetchList() {
    const response = await fetch(this.listUrl);
    return new DOMParser().parseFromString(await response.text(), "text/html");
  }

  filtered() {
    if (!this.isRequest(new URL(location.href))) this.listUrl = location.href;
    this.mark(this.bodyTarget.querySelector(REQUEST)?.dataset.reference ?? "");
  }

  /* One entry of the history for each request, whatever one did to it. */
  keep(url) {
    const isSame = new URL(url).pathname === location.pathname;
    history[isSame ? "replaceState" : "pushState"]({}, "", url);
  }

  isRequest(url) {
    const rest = url.pathname.startsWith(this.baseValue) && url.pathname.slice(this.baseValue.length);
    return Boolean(rest) && url.origin === location.origin && /^[^/]*\d[^/]*\/$/.test(rest);
  }

  isThisList(url) {
    return url.pathname === new URL(this.listUrl).pathname;
  }
}

const hashOf = (url) => new URL(url, location.href).hash;
const imported = (part) => [...part.childNodes].map((node) => document.importNode(node, true));
