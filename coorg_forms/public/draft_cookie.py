"""Which draft a browser carries: a cookie per form, with the draft's token and nothing else.

It goes when the browser is closed, so that a shared computer tells nothing; a person who asks to
keep the draft on this device gets it for as long as the draft is kept.
"""

import re
import uuid

from django.utils import timezone

from coorg_forms.models import Draft


def cookie_name(page) -> str:
    return f"coorg-draft-{page.form_key.hex[:12]}"


def find(request, page) -> Draft | None:
    """The draft of this form that the browser carries, if it still lives."""
    return find_by_token(request.COOKIES.get(cookie_name(page), ""), page)


def find_by_token(token: str, page) -> Draft | None:
    return _find(page, token=token) if re.fullmatch(r"[\w-]{10,40}", token, re.ASCII) else None


def find_by_identity(submission_id: uuid.UUID, page) -> Draft | None:
    """The draft that the form was shown from: its identity is signed in the form's token."""
    return _find(page, submission_id=submission_id)


def _find(page, **which) -> Draft | None:
    drafts = Draft.objects.of_form(page.form_key).filter(entered_by=None, **which)
    return drafts.select_related("version").prefetch_related("files").first()


def give(request, response, page, draft: Draft, *, keep: bool = False):
    """Have the browser carry ``draft``; with ``keep``, also once it was closed."""
    seconds = int((draft.expires_at - timezone.now()).total_seconds()) if keep else None
    response.set_cookie(
        cookie_name(page),
        draft.token,
        max_age=seconds,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
    )
    return response


def take_away(response, page):
    response.delete_cookie(cookie_name(page), samesite="Lax")
    return response
