"""Signs that a post comes from a robot: they lead to a captcha or to quarantine, not to refusal."""

import re
import time
from collections.abc import Mapping

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from coorg_forms.conf import settings
from coorg_forms.public.tokens import FormToken

#: Name of the field that people do not see.
HONEYPOT = "form-website"

_LINK = re.compile(r"https?://(?:www\.)?|www\.|\[url", re.IGNORECASE)


def signs(
    request, token: FormToken | None, clean: Mapping, *, is_draft: bool = False
) -> tuple[str, ...]:
    """Codes of what is suspicious in a post: ``honeypot``, ``no_token``, ``too_fast``,
    ``too_old`` (a draft never is), ``rate``, ``links``."""
    found = {
        "honeypot": bool(request.POST.get(HONEYPOT)),
        "no_token": token is None,
        "too_fast": token is not None and _age(token) < settings.FORM_MIN_SECONDS,
        "too_old": token is not None and not is_draft and _age(token) > settings.FORM_MAX_SECONDS,
        "rate": _too_many_posts(request),
        "links": len(_LINK.findall(str(list(clean.values())))) > settings.MAX_LINKS,
    }
    return tuple(code for code, is_so in found.items() if is_so)


def _age(token: FormToken) -> float:
    """Seconds since the form was shown; negative for a token from the future."""
    return time.time() - token.shown_at


def _too_many_posts(request) -> bool:
    return too_often(request, "rate", *settings.RATE_LIMIT)


def too_often(request, what: str, limit: int, seconds: int) -> bool:
    """Count an act of the visitor's address: is it one more than ``limit`` in ``seconds``?

    Only a keyed hash of the address is kept, in the cache.
    """
    address = request.META.get(settings.CLIENT_ADDRESS_HEADER, "")
    digest = salted_hmac(f"coorg_forms.{what}", address).hexdigest()
    key = f"coorg_forms:{what}:{digest}:{int(time.time() // seconds)}"
    cache.add(key, 0, timeout=seconds)
    try:
        return cache.incr(key) > limit
    except ValueError:  # evicted in between
        return False
