"""Keep what a person typed so far, hand it back, and let it go."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from coorg_forms.delivery import outbox
from coorg_forms.models import Draft, FormVersion
from coorg_forms.models.support_request import new_token

#: A draft that only carries a person from step to step. WCAG 2.2.1 asks for 20 hours at least.
ON_THE_WAY = timedelta(hours=36)
#: Whoever left an address is told this long before a kept draft is erased.
WARNED_BEFORE = timedelta(days=2)


def save_draft(
    *,
    page,
    version: FormVersion,
    raw: Mapping[str, object],
    draft: Draft | None = None,
    begun_at: datetime | None = None,
    submission_id=None,
    campaign: str = "",
) -> Draft:
    """Write what was typed, in a new draft or in ``draft``, and put off its end.

    Arguments:
        raw: question key → what was typed, unjudged.
        begun_at: when the form was first shown, for a new draft.
        submission_id: identity of the form as it was shown, for a new draft.
        campaign: name in the link that led to the form, for a new draft.
    """
    now = timezone.now()
    if draft is None:
        draft = Draft(form_key=page.form_key, begun_at=begun_at or now, campaign=campaign)
        if submission_id:
            draft.submission_id = submission_id
    draft.page_id, draft.version, draft.language = page.pk, version, page.language
    draft.raw, draft.saved_at = dict(raw), now
    draft.expires_at = now + _lifetime(draft, page)
    draft.warned_at = None
    draft.save()
    return draft


def keep_draft(*, draft: Draft, page) -> Draft:
    """Keep the draft for the days that the form allows: the person will come back."""
    draft.is_kept, draft.warned_at = True, None
    draft.expires_at = timezone.now() + _lifetime(draft, page)
    draft.save(update_fields=["is_kept", "expires_at", "warned_at"])
    return draft


@transaction.atomic
def mail_draft_link(*, draft: Draft, page, email: str) -> Draft:
    """Keep the draft and send a link that opens it, once.

    A link that went to another address opens nothing any more.
    """
    if draft.email != email or not draft.link:
        draft.email, draft.link = email, new_token()
        draft.save(update_fields=["email", "link"])
    keep_draft(draft=draft, page=page)
    outbox.post_about_draft(draft, kind="draft_link")
    return draft


def open_link(*, draft: Draft, is_passed_on: bool = False) -> Draft:
    """Hand the draft over to whoever followed its link: every browser that carried it, every
    window in which it stands, and the link itself open nothing any more.

    Arguments:
        is_passed_on: the link was sent to someone else, who shall not be sent another one.
    """
    draft.used_link, draft.link = draft.link, ""
    if is_passed_on:
        draft.email, draft.used_link = "", ""
    return _hand_over(draft, "email", "link", "used_link")


def stop_link(*, draft: Draft) -> Draft:
    """Nobody opens the draft by a link, nor is sent one; this browser still carries it."""
    draft.email = draft.link = draft.used_link = ""
    draft.save(update_fields=["email", "link", "used_link"])
    return draft


@transaction.atomic
def leave_device(*, draft: Draft, page) -> Draft:
    """No browser carries the draft any more; its link does, sent again if it was used."""
    if not draft.link:
        mail_draft_link(draft=draft, page=page, email=draft.email)
    return _hand_over(draft)


def _hand_over(draft: Draft, *fields: str) -> Draft:
    draft.token, draft.submission_id = new_token(), uuid.uuid4()
    draft.save(update_fields=["token", "submission_id", *fields])
    return draft


def erase_draft(*, draft: Draft) -> None:
    """Erase the draft and its files at once."""
    draft.delete()


def purge_drafts(now: datetime | None = None) -> int:
    """Erase the drafts whose time is over, with their files. Returns how many."""
    number = 0
    for draft in Draft.objects.expired(now).iterator(chunk_size=200):
        draft.delete()
        number += 1
    return number


def warn_of_erasure(now: datetime | None = None) -> int:
    """Write, once, to whoever left an address for a draft that will be erased. Returns how many."""
    now = now or timezone.now()
    ending = Draft.objects.alive(now).filter(
        is_kept=True, warned_at=None, expires_at__lte=now + WARNED_BEFORE
    )
    number = 0
    for draft in ending.exclude(email=""):
        with transaction.atomic():
            claimed = ending.filter(pk=draft.pk).update(
                warned_at=now, link=draft.link or new_token()
            )
            if claimed:
                outbox.post_about_draft(draft, kind="draft_warning")
                number += 1
    return number


def _lifetime(draft: Draft, page) -> timedelta:
    return timedelta(days=page.draft_days) if draft.is_kept else ON_THE_WAY
