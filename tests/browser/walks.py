"""What people do in the browser: with the keyboard alone, or quickly."""

from playwright.sync_api import expect

from coorg_forms.models import RequestFormPage

MOST_TABS = 250

ACTIVE = """() => {
  const control = document.activeElement;
  const box = control.getBoundingClientRect();
  const style = getComputedStyle(control);
  const x = Math.min(Math.max(box.left + box.width / 2, 0), innerWidth - 1);
  const y = Math.min(Math.max(box.top + Math.min(box.height, 40) / 2, 0), innerHeight - 1);
  const above = document.elementFromPoint(x, y);
  return {
    id: control.id, name: control.name || "", type: control.type || control.tagName.toLowerCase(),
    value: control.value || "", text: control.textContent.trim(),
    place: [...document.querySelectorAll("*")].indexOf(control),
    onScreen: box.width > 0 && box.height > 0 && box.top >= -1 && box.left >= -1
      && box.right <= innerWidth + 1 && Math.min(box.bottom, box.top + 40) <= innerHeight + 1,
    uncovered: above === control || control.contains(above)
      || !!(above && above.contains(control)),
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== "none",
  };
}"""


class Keyboard:
    """Someone who uses the keyboard only. Every stop must be seen, and must be left again."""

    def __init__(self, page):
        self.page, self.stops = page, []

    def active(self) -> dict:
        return self.page.evaluate(ACTIVE)

    def press(self, key: str):
        self.page.keyboard.press(key)

    def tab(self) -> dict:
        """Go on to the next control and check that it is seen."""
        self.press("Tab")
        stop = self.active()
        if stop["type"] != "body":
            assert stop["onScreen"], stop
            assert stop["uncovered"], stop
            assert stop["marked"], stop
        assert not self.stops or self.stops[-1] != stop, f"trapped at {stop}"
        self.stops.append(stop)
        return stop

    def tab_to(self, wanted) -> dict:
        """Go on until ``wanted(stop)``."""
        for _number in range(MOST_TABS):
            if wanted(stop := self.tab()):
                return stop
        raise AssertionError("never reached by the keyboard")

    def fill(self, answers: dict[str, str | list[str]]):
        """Answer the form from top to bottom, by name, up to its send button."""
        left = dict(answers)
        for _number in range(MOST_TABS):
            stop = self.tab()
            if stop["type"] == "submit" and not stop["name"]:
                assert not left, f"never reached by the keyboard: {left}"
                return
            if stop["name"] in left and self._answer(stop, left[stop["name"]]):
                left.pop(stop["name"])
        raise AssertionError("the send button was never reached")

    def _answer(self, stop, value) -> bool:
        """Answer one control. Whether its question is answered now."""
        if stop["type"] == "checkbox":
            value = [value] if isinstance(value, str) else value
            if stop["value"] in value:
                self.press("Space")
            return stop["value"] == value[-1]
        if stop["type"] == "radio":
            self._choose(stop, value)
        elif stop["type"].startswith("select"):
            self._unfold(value)
        else:
            self.page.keyboard.type(value)
        return True

    def _choose(self, stop, value):
        if stop["value"] == value:
            self.press("Space")
        while self.active()["value"] != value:
            self.press("ArrowDown")
            assert self.active()["value"] != stop["value"], f"no answer {value}"

    def _unfold(self, value):
        for _number in range(30):
            self.press("ArrowDown")
            if self.active()["value"] == value:
                return
        raise AssertionError(f"no answer {value}")

    def send(self):
        """On the send button: press it."""
        assert self.active()["type"] == "submit"
        with self.page.expect_navigation():
            self.press("Enter")


#: A citizens' group, in the order of the form's fields.
GROUP = {
    "requester_type": "citizen_group",
    "org_name": "Les voisins de la rue Émond",
    "contact_name-given": "Éloïse",
    "contact_name-family": "D’Amours-Nguyen",
    "contact_pref": "email",
    "territory": ["gatineau"],
    "place": "L’Ange-Gardien",
    "title": "Un jardin collectif derrière l’école",
    "description": "Nous voulons cultiver ensemble et nous connaître.",
    "themes": ["food", "isolation"],
    "supports": ["facilitation"],
    "timeline": "3m",
    "consent_referral": "ask",
    "authorized": "yes",
}


def group(email: str, **changes) -> dict:
    """The answers of the citizens' group, its email in its place."""
    answers = {}
    for name, value in GROUP.items():
        answers[name] = value
        if name == "contact_pref":
            answers["email"] = email
    return answers | changes


def form_address(language="fr") -> str:
    """Address of the Outaouais form."""
    page = RequestFormPage.objects.get(
        establishment__code="outaouais", locale__language_code=language
    )
    return page.get_url()


def fill_quickly(page, answers: dict):
    """Answer by mouse, as far as the questions show."""
    for name, value in answers.items():
        for one in [value] if isinstance(value, str) else value:
            field = page.locator(f'#request-form [name="{name}"]')
            choice = page.locator(f'#request-form input[name="{name}"][value="{one}"]')
            if choice.count():
                choice.check()
            elif field.evaluate("(control) => control.tagName") == "SELECT":
                field.select_option(one)
            else:
                field.fill(one)


def send(page):
    with page.expect_navigation():
        page.locator("#request-form .coorg-actions .coorg-button").first.click()


def reference(page) -> str:
    """What the confirmation shows."""
    return page.locator(".coorg-reference").inner_text().strip()


def log_in(page, username: str):
    page.goto("/admin/login/")
    page.locator("[name=username]").fill(username)
    page.locator("[name=password]").fill("demo")
    with page.expect_navigation():
        page.locator("button[type=submit]").first.click()
    assert "/login/" not in page.url


def errors_shown(page) -> int:
    return page.locator("#error-summary li a").count()


def overflow(page) -> int:
    """How many pixels the page is wider than the screen."""
    return page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def publishing(page):
    """Around what publishes the page of the editor: waits until the next page stands there.

    Not for a navigation: the editor saves by itself since Wagtail 8, and changes its address when
    it does. Who publishes a new page meanwhile is told that its slug is taken.
    """
    indicator = page.locator("#w-autosave-indicator")
    if indicator.count() and "/pages/add/" in page.url:
        expect(indicator).to_have_attribute("data-w-autosave-state-value", "saved", timeout=30_000)
    return page.expect_event("load")
