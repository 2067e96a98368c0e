"""A person without scripts who goes through a form screen by screen, in one browser."""

from urllib.parse import urlencode

from django.test import Client

from tests.public.screen import URLENCODED, Screen


class Walker:
    """Follows redirects, keeps cookies, presses buttons by name."""

    def __init__(self, page, client=None):
        self.client, self.url = client or Client(), page.url
        self.screen, self.query = None, ""

    def open(self, query: str = "") -> Screen:
        return self.follow(self.url + query)

    def follow(self, address: str) -> Screen:
        return self._take(self.client.get(address))

    def press(self, button: str = "", answers=None, *, files=None, to: str = "") -> Screen:
        """Fill in ``answers`` over what the screen shows, and press ``button``."""
        body = {**self.screen.hidden, **self.screen.typed, **(answers or {})}
        if button:
            pressed = self.screen.soup.select_one(f'[name="{button}"]')
            body[button] = (pressed and pressed.get("value")) or "1"
        where = to or self.action
        if files:
            answer = self.client.post(where, {**body, **files})
        else:
            encoded = urlencode(body, doseq=True)
            answer = self.client.post(where, encoded, content_type=URLENCODED)
        return self._take(answer)

    @property
    def action(self) -> str:
        return self.screen.soup.select_one("form[method=post]")["action"]

    def _take(self, response) -> Screen:
        while response.status_code in (302, 303):
            response = self.client.get(response["Location"])
        #: Query of the address at which the person is.
        self.query = response.wsgi_request.GET.urlencode()
        self.screen = Screen(response)
        return self.screen
