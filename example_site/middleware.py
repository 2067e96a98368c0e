"""Two small middlewares: French first, and what the strict policy lets Wagtail's admin do."""

import base64
import hashlib
import json
import re

from django.urls import reverse


def french_first(get_response):
    """Hide the browser's languages from Django: the language comes from the address.

    Put it before ``LocaleMiddleware``. Source: Charter of the French language, sections 13.2 and
    22.3 (English is an exception that the visitor chooses, not a default).
    """

    def middleware(request):
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return get_response(request)

    return middleware


def admin_scripts(get_response):
    """Allow Wagtail's own inline scripts, by their hashes, in the admin only.

    Wagtail starts choosers and date fields with one inline call each. Those calls, and nothing
    that looks different, get their hash in the policy of the page that holds them, so the policy
    needs no ``unsafe-inline``. Put it after ``CSPMiddleware``.
    """

    def middleware(request):
        response = get_response(request)
        if request.path.startswith(reverse("wagtailadmin_home")) and _is_html(response):
            response._csp_update = {
                "script-src": [_hash(script) for script in _known_scripts(response.text)],
                "style-src": [_hash("")],
            }
        return response

    return middleware


_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)

#: A call of one of Wagtail's functions; what it is given must be JSON.
_CALL = re.compile(
    r"\s*(?:new (?:\w+)?Chooser|init(?:Date|Time|DateTime)Chooser)\((.*)\);?\s*", re.DOTALL
)


def _is_html(response) -> bool:
    is_whole = not response.streaming and response.status_code < 300
    return is_whole and response.get("Content-Type", "").startswith("text/html")


def _known_scripts(html: str) -> set[str]:
    """The inline scripts that are one such call and nothing else."""
    return {script for script in _SCRIPT.findall(html) if _is_known(script)}


def _is_known(script: str) -> bool:
    call = _CALL.fullmatch(script)
    try:
        return call is not None and bool(json.loads(f"[{call[1]}]"))
    except ValueError:
        return False


def _hash(content: str) -> str:
    """A source of a policy. That of the empty string allows an empty ``<style>``: the translation
    editor fills one through the style sheet's own functions, which the policy allows."""
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
