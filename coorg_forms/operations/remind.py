"""Remind each member of staff of what needs them: once on a working day at most."""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from coorg_forms.delivery import digest, outbox
from coorg_forms.models import DigestDay, Holiday, Membership, Preference
from coorg_forms.operations.permission import who_hold
from coorg_forms.triage.calendar import is_business_day

#: Reminders sent are remembered this long: enough to tell the weekly ones.
REMEMBERED = timedelta(days=60)


def remind(today: date | None = None) -> int:
    """Write to whoever something needs. Returns how many were written to.

    Nobody is written to twice on a day, however many processes do this at once; nor on a day on
    which their establishments are closed, nor when they asked not to be, nor about nothing.
    """
    today = today or timezone.localdate()
    DigestDay.objects.filter(day__lt=today - REMEMBERED).delete()
    return sum(_remind(person, today) for person in _due_today(today))


def _due_today(today: date) -> list:
    """The members of teams that are open today, who want a reminder and had none."""
    open_here = [
        establishment
        for establishment in _establishments()
        if is_business_day(today, Holiday.objects.closed_days(establishment))
    ]
    members = Membership.objects.current().filter(team__establishment__in=open_here)
    people = get_user_model().objects.filter(
        is_active=True, pk__in=members.order_by().values("user")
    )
    people = who_hold(people.exclude(email=""), "view_supportrequest").order_by("pk")
    return [
        person
        for person in people.select_related("wagtail_userprofile", "coorg_preference")
        if _wants_one(person, today)
    ]


def _establishments():
    current = Membership.objects.current().order_by()
    return current.values_list("team__establishment", flat=True).distinct()


def _wants_one(person, today: date) -> bool:
    """By the person's preference. The weekly reminder comes on the first day that it can."""
    preference = getattr(person, "coorg_preference", None) or Preference(user=person)
    if preference.digest == "never":
        return False
    weekly = preference.digest == "weekly"
    since = today - timedelta(days=today.weekday()) if weekly else today
    return not DigestDay.objects.filter(user=person, day__gte=since).exists()


def _remind(person, today: date) -> bool:
    if not digest.has_something_for(person):
        return False
    with transaction.atomic():
        _day, is_ours = DigestDay.objects.get_or_create(user=person, day=today)
        if is_ours:
            outbox.post_digest(person, today)
    return is_ours
