"""A sent request is corrected: whoever asked proposes it, staff accept it or say why not.

Source: the Act respecting Access to documents held by public bodies, CQLR c. A-2.1, s. 89 (what is
inaccurate or incomplete is corrected on request).
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import Amendment, SupportRequest, Told
from coorg_forms.models.reach import Reach
from coorg_forms.operations import content, words
from coorg_forms.operations.converse import LONGEST
from coorg_forms.operations.errors import Forbidden, Incomplete
from coorg_forms.operations.permission import Verdict, may
from coorg_forms.operations.writing import (
    change,
    compare,
    name_of,
    require,
    write_message,
)
from coorg_forms.questions.correction import Change, Correction
from coorg_forms.questions.correction import correct as resolved
from coorg_forms.questions.question_type import as_text
from coorg_forms.questions.resolve import Context
from coorg_forms.questions.schema import content_hash


def pending_amendment(request: SupportRequest) -> Amendment | None:
    """The correction that waits for an answer."""
    return request.amendments.pending().select_related("words").first()


def correction_of(request: SupportRequest, raw) -> Correction:
    """What ``raw``, typed by whoever asked, would change: judged as of the day of the receipt.

    Arguments:
        raw: question key → what was typed.
    """
    received, waits = timezone.localdate(request.received_at), pending_amendment(request)
    personal = waits.personal if waits else {}
    carried = {key: value for key, value in personal.items() if value is not None}
    schema, sent = request.form_version.parsed, request.all_answers()
    return resolved(schema, sent, raw, Context(received), carried)


# Propose -------------------------------------------------------------------------------------


def can_correct(*, request: SupportRequest) -> Verdict:
    """Whether whoever asked may propose a correction."""
    if not request.is_open:
        return Verdict(_("This request has ended: write or call to have something corrected."))
    if request.erased_at:
        return Verdict(_("What was sent is no longer kept."))
    return Verdict()


@transaction.atomic
def correct(*, request: SupportRequest, raw, why: str = "") -> Amendment:
    """Keep what the requester wants corrected, and tell staff. Nothing is changed yet.

    A second correction takes the place of one that waits; the same one sent twice is the same.

    Arguments:
        raw: question key → what was typed, as ``questions.correction.correct`` takes it.
        why: in the requester's words; may be empty.

    Raises:
        Forbidden: the request has ended, or something that was typed is wrong.
        Incomplete: nothing was changed.
    """
    current = SupportRequest.objects.select_for_update().get(pk=request.pk)
    require(can_correct(request=Told(current).request))
    correction = correction_of(current, raw)
    if correction.errors:
        raise Forbidden(_("Some answers are missing or wrong: read the form again."))
    if not correction.changes:
        raise Incomplete("changes", _("Nothing was changed: correct an answer first."))
    waits, proposed = pending_amendment(current), _columns(correction.changes)
    why = as_text(why)[:LONGEST]
    if waits and _is_the_same(waits, proposed, why):
        return waits
    if waits:
        _close(waits, "replaced")
    return _propose(current, proposed, why, instead_of=waits)


def _columns(changes: list[Change]) -> dict[str, dict]:
    """Columns of the amendment: personal answers apart, without what they were."""
    open_ones = [one for one in changes if not one.question.personal]
    return {
        "before": {c.question.key: c.before for c in open_ones if c.before is not None},
        "after": {c.question.key: c.after for c in open_ones if c.after is not None},
        "personal": {c.question.key: c.after for c in changes if c.question.personal},
    }


def _is_the_same(waits: Amendment, proposed: dict, why: str) -> bool:
    said = waits.words.body if waits.words else ""
    kept = {name: getattr(waits, name) for name in proposed}
    return content_hash([kept, said]) == content_hash([proposed, why])


def _propose(request: SupportRequest, proposed: dict, why: str, instead_of) -> Amendment:
    told = {"kind": "correction", "audience": "requester", "author": None}
    written = write_message(request, body=why, **told) if why else None
    amendment = Amendment.objects.create(
        request=request, asked_at=timezone.now(), words=written, **proposed
    )
    waits_already = request.answered_at and not _is_why_it_waits(request, instead_of)
    change(
        request,
        version=request.version,
        action="correction_asked",
        data={"amendment": amendment.pk} | ({"message": written.pk} if written else {}),
        answered_at=request.answered_at if waits_already else amendment.asked_at,
    )
    if not request.quarantined_at and instead_of is None:  # they know of the other one
        outbox.post_to_staff(request, kind="correction_asked")
    return amendment


def _is_why_it_waits(request: SupportRequest, amendment: Amendment | None) -> bool:
    """Whether staff have nothing else to read from the requester."""
    return amendment is not None and request.answered_at == amendment.asked_at


@transaction.atomic
def withdraw_correction(*, request: SupportRequest) -> None:
    """Take back the correction that waits, if there is one: the requester thought better of it."""
    current = SupportRequest.objects.select_for_update().get(pk=request.pk)
    if waits := pending_amendment(current):
        _close(waits, "withdrawn")
        data = {"amendment": waits.pk}
        _settle(current, waits, action="correction_withdrawn", version=current.version, data=data)


# Answer --------------------------------------------------------------------------------------


def can_answer_correction(*, user, request: SupportRequest, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may accept or refuse the correction that waits."""
    if pending_amendment(request) is None:
        return Verdict(_("No correction waits for an answer."))
    if request.erased_at:
        return Verdict(_("What was sent is no longer kept."))
    if request.quarantined_at:
        return Verdict(_("Release the request from quarantine first."))
    return may(user, "reply_supportrequest", request, reach)


@transaction.atomic
def accept_correction(*, user, request: SupportRequest, version: int) -> Amendment:
    """Put the corrected answers in the place of those that were sent; the amendment keeps both.

    Where the request is routed, its promises and its evaluations stay as they are.

    Raises:
        Forbidden: not allowed, or no correction waits.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_answer_correction(user=user, request=request))
    amendment = pending_amendment(request)
    corrected = amendment.personal
    _close(amendment, "accepted", user)
    schema = request.form_version.parsed
    answers = {k: v for k, v in request.answers.items() if k not in amendment.before}
    answers |= amendment.after
    personal = _correct_contact(request, corrected)
    given = answers | personal
    themes = content.themes(schema, given)
    _settle(
        request,
        amendment,
        action="corrected",
        version=version,
        actor=user,
        data={"amendment": amendment.pk},
        audience=content.audience(schema, given),
        named_themes=content.keys(themes),
        **content.of_request(schema, answers, request.reference),
    )
    request.themes.set(themes)
    words.gather(request)
    outbox.post_to_requester(request, kind="correction_answered")
    return amendment


def _correct_contact(request: SupportRequest, corrected: dict) -> dict:
    """Write the corrected personal answers. Returns them all."""
    contact = getattr(request, "contact", None)
    if contact is None:
        return {}
    personal = {k: v for k, v in (contact.answers | corrected).items() if v is not None}
    if corrected:
        for name, value in content.of_contact(request.form_version.parsed, personal).items():
            setattr(contact, name, value)
        contact.save()
    return personal


@transaction.atomic
def refuse_correction(*, user, request: SupportRequest, reason: str, version: int) -> Amendment:
    """Leave the answers as they were sent, and say why.

    Arguments:
        reason: for the requester.

    Raises:
        Forbidden: not allowed, or no correction waits.
        Incomplete: no reason.
        StaleRequest: someone else changed the request meanwhile.
    """
    compare(request, version)
    require(can_answer_correction(user=user, request=request))
    if not reason.strip():
        raise Incomplete("reason", _("Write the reason: the requester reads it."))
    amendment = pending_amendment(request)
    amendment.answer = write_message(
        request, kind="reason", audience="requester", body=reason, author=user
    )
    _close(amendment, "refused", user)
    data = {"amendment": amendment.pk, "message": amendment.answer.pk}
    _settle(request, amendment, action="correction_refused", version=version, actor=user, data=data)
    outbox.post_to_requester(request, kind="correction_answered")
    return amendment


def _settle(request: SupportRequest, amendment: Amendment, **changed) -> None:
    """Staff have read it; an answer that came besides still waits."""
    waits = {"answered_at": None} if _is_why_it_waits(request, amendment) else {}
    change(request, **waits, **changed)


def _close(amendment: Amendment, outcome: str, user=None) -> None:
    """Of personal answers only the questions stay: what was said is in the contact alone."""
    amendment.outcome, amendment.answered_at = outcome, timezone.now()
    amendment.answered_by, amendment.answered_by_name = user, name_of(user)
    amendment.personal = dict.fromkeys(amendment.personal)
    amendment.save()
    if amendment.words and outcome in ("replaced", "withdrawn"):
        words.withdraw(amendment.words)
