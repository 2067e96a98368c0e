"""Asking an address of the admin without what stands before it: no session, nothing drawn."""

from collections.abc import Iterator

from django.contrib.messages.storage.cookie import CookieStorage
from django.db import transaction
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import URLResolver, get_resolver, resolve, reverse_lazy
from django.utils.http import urlencode

READING = ("get", "head", "options", "patch")  # PATCH is allowed nowhere
WRITING = ("post", "put", "delete")
FORM = "application/x-www-form-urlencoded"
LOGIN, HOME = reverse_lazy("wagtailadmin_login"), reverse_lazy("wagtailadmin_home")
_FACTORY = RequestFactory()


def names() -> set[str]:
    """The name of every address of the admin that is ours, or about a model that is ours."""
    ours = ("coorg_", "wagtailsnippets_coorg_forms_", "wagtailsnippetchoosers_coorg_forms_")
    return {
        name
        for name, beginning, room in _walk(get_resolver())
        if beginning == "admin/" and (name.startswith(ours) or room.startswith("coorg_forms."))
    }


def _walk(resolver, spaces=(), beginning="") -> Iterator[tuple[str, str, str]]:
    for one in resolver.url_patterns:
        if isinstance(one, URLResolver):
            within = (*spaces, one.namespace) if one.namespace else spaces
            yield from _walk(one, within, beginning or str(one.pattern))
        else:
            name = ":".join([*spaces, one.name or str(one.pattern)])
            yield name, beginning, one.callback.__module__


class Visitor:
    """Someone whose rights are read once; a view is asked with all that Wagtail puts around it.

    An answer that is a page has its context and its status, and is not drawn.
    """

    def __init__(self, user, desk=None):
        self.user = user
        self.desk = desk
        """Given where nothing changes between two questions: their reach too is read once."""

    def ask(self, method: str, path: str, data=None, match=None) -> HttpResponse:
        """The answer of the view. What it writes stays."""
        request = _FACTORY.generic(method.upper(), path, urlencode(data or {}, True), FORM)
        request.user, request.session = self.user, {}
        request._messages = CookieStorage(request)
        request.coorg_desk = self.desk
        match = request.resolver_match = match or resolve(path)
        return match.func(request, *match.args, **match.kwargs)

    def outcomes(self, path: str, data=None, watch=None) -> dict[str, int | str]:
        """What comes of each method: a status, "login", "home", "done" (sent elsewhere), "fails".

        What was written is undone at once.

        Arguments:
            watch: asked after each method that writes; when it says yes, "done" is "told".
        """
        match = resolve(path)
        said = {method: self._outcome(method, path, data, match) for method in READING}
        for method in WRITING:
            with transaction.atomic():
                said[method] = self._outcome(method, path, data, match)
                if watch and watch():
                    done = said[method] == "done"
                    said[method] = "told" if done else f"{said[method]}, and told"
                transaction.set_rollback(True)
        return said

    def _outcome(self, method, path, data, match) -> int | str:
        try:
            return _named(self.ask(method, path, data if method in WRITING else None, match))
        except AttributeError:
            return "fails"


def _named(answer) -> int | str:
    if answer.status_code != 302:
        return answer.status_code
    if answer.url.partition("?")[0] == LOGIN:
        return "login"
    return "home" if answer.url == HOME else "done"
