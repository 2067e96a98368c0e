"""Who may write to a requester, and to those of the duplicates at the same time."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from coorg_forms.models import SupportRequest
from coorg_forms.models.reach import Reach
from coorg_forms.models.relations import is_of_same_person, treated_with
from coorg_forms.operations.permission import ALLOWED, Verdict, may
from coorg_forms.questions.likeness import LITTLE_WORDS, fold_for_search


def can_reply(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may write to the person who asked."""
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    return may(user, "reply_supportrequest", request, reach)


def can_reply_together(
    *, user, request: SupportRequest, also: Sequence[SupportRequest], body: str = ""
) -> Verdict:
    """Whether the same words may go to the requesters of ``also`` too.

    Other people must not learn from them who sent ``request``, nor its number.
    """
    if not also:
        return ALLOWED
    known = {row.pk for row in treated_with(request)}
    for one in also:
        if one.pk not in known:
            return Verdict(_("%(reference)s is not treated with this request.") % _named(one))
        if not (verdict := can_reply(user=user, request=one)):
            return Verdict(f"{one.reference}: {verdict.why}")
    others = [one for one in also if not is_of_same_person(request, one)]
    if others and _tells_who(request, body):
        return Verdict(
            _(
                "Nothing was sent: these words name the person who asked, or the number of their "
                "request, and %(reference)s was sent by someone else. Write to each apart, or take "
                "the name away."
            )
            % _named(others[0])
        )
    return ALLOWED


def _named(request: SupportRequest) -> dict[str, str]:
    return {"reference": request.reference}


def _tells_who(request: SupportRequest, body: str) -> bool:
    said = f" {fold_for_search(body)} "
    return any(f" {fold_for_search(mark)} " in said for mark in _marks(request) if mark)


def _marks(request: SupportRequest) -> Iterator[str]:
    """What in a text tells who asked: their number, names, and how to reach them."""
    yield request.reference
    contact = getattr(request, "contact", None)
    if contact:
        yield contact.email
        parts = fold_for_search(contact.name).split()
        yield from (part for part in parts if len(part) > 1 and part not in LITTLE_WORDS)
