"""A public page as a person without scripts meets it."""

from urllib.parse import urlencode

from bs4 import BeautifulSoup

from coorg_forms.public.sending import SENT_COOKIE

URLENCODED = "application/x-www-form-urlencoded"


class Screen:
    """What a response shows: its words, its fields, its errors."""

    def __init__(self, response):
        self.response, self.status = response, response.status_code
        self.soup = BeautifulSoup(response.content, "html5lib")

    @property
    def title(self) -> str:
        return self.soup.title.get_text()

    @property
    def text(self) -> str:
        """The words of the page, whatever the spaces between them."""
        return " ".join(self.soup.get_text(" ").split())

    @property
    def ids(self) -> list[str]:
        return [element["id"] for element in self.soup.select("[id]")]

    @property
    def summary(self) -> dict[str, str]:
        """The errors listed at the top: id that the link leads to → words."""
        links = self.soup.select("#error-summary a")
        return {link["href"].removeprefix("#"): words(link) for link in links}

    @property
    def typed(self) -> dict[str, list[str]]:
        """What a browser would send, by name; left out: empty fields, our own hidden ones, and the
        province, which stands there in advance."""
        sent = {}
        for control in self.soup.select("#request-form :is(input, select, textarea)"):
            for value in _values(control):
                is_ours = control.get("type") == "hidden" or value == "QC"
                if value and not is_ours:
                    sent.setdefault(control["name"], []).append(value)
        return sent

    @property
    def hidden(self) -> dict[str, str]:
        """What the form carries unseen: its token, the key of a captcha."""
        return {
            control["name"]: control["value"]
            for control in self.soup.select(".coorg-form input[type=hidden]")
        }

    @property
    def token(self) -> str:
        return self.hidden["form-token"]

    @property
    def captcha(self) -> str:
        """The captcha's question, or nothing."""
        label = self.soup.select_one("label[for=id_form-captcha-answer]")
        return words(label) if label else ""

    def question(self, key: str):
        return self.soup.select_one(f"#question-{key}")

    def errors(self, key: str) -> list[str]:
        """The errors beside a question."""
        return [words(one) for one in self.question(key).select(".coorg-error")]


class Visitor:
    """People on one form: each looks at it in a browser of their own, fills it in, sends it."""

    def __init__(self, client, page):
        self.client, self.url = client, page.url

    def look(self) -> Screen:
        """Open the form for the first time."""
        self.client.cookies.pop(SENT_COOKIE, None)
        return self.look_again()

    def look_again(self) -> Screen:
        """Open the form in the same browser as before."""
        return Screen(self.client.get(self.url))

    def send(self, answers: dict, screen: Screen | None = None, **more) -> Screen:
        """Send ``answers`` (field name → text or texts) with what the form carries unseen."""
        hidden = (screen or self.look()).hidden
        body = urlencode({**hidden, **answers, **more}, doseq=True)
        return Screen(self.client.post(self.url, body, content_type=URLENCODED))


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def _values(control):
    if control.name == "textarea":
        return [control.get_text()]
    if control.name == "select":
        return [option["value"] for option in control.select("option[selected]")]
    if control.get("type") in ("radio", "checkbox"):
        return [control["value"]] if control.has_attr("checked") else []
    return [control.get("value", "")]
