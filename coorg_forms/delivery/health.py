"""What does not work as it should, for those who oversee: one function for each check.

To check something else, write a function and put it into ``CHECKS``.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from coorg_forms.delivery.checks_of_forms import held_forms, translations
from coorg_forms.delivery.checks_of_routing import rules, teams, territories, unrouted
from coorg_forms.delivery.reminders import undelivered_reminders
from coorg_forms.delivery.trouble import Scope, Trouble, list_of, snippets_of
from coorg_forms.models import Attachment, ContactPoint, Holiday, JobHeartbeat, OutboxMessage
from coorg_forms.models.contact_point import verified_since
from coorg_forms.models.reach import Reach

#: A year without a list of holidays is announced this long before it begins.
HOLIDAYS_BEFORE = timedelta(days=60)
JOB_LABELS = {
    "deliver": gettext_lazy("sending of mails (coorg_deliver)"),
    "housekeeping": gettext_lazy("daily tasks (coorg_housekeeping)"),
}


def troubles(user, reach: Reach | None = None) -> list[Trouble]:
    """Everything that does not work in the scope of ``user``; nothing for who does not oversee."""
    if not user.is_active or not user.has_perm("coorg_forms.view_health"):
        return []
    scope = Scope(user, reach or Reach(user))
    return [trouble for check in CHECKS for trouble in check(scope)]


def mails(scope: Scope) -> Iterable[Trouble]:
    undelivered = OutboxMessage.objects.undelivered().order_by()
    number = scope.requests.filter(pk__in=undelivered.values("request")).count()
    if number:
        text = ngettext(
            "%(number)s request has a mail that could not be delivered.",
            "%(number)s requests have a mail that could not be delivered.",
            number,
        )
        advice = _("Send it again, or telephone the person.")
        yield Trouble(text % {"number": number}, advice, list_of("mail"))


def reminders(scope: Scope) -> Iterable[Trouble]:
    number = undelivered_reminders(scope.user, scope.reach).values("user").distinct().count()
    if number:
        text = ngettext(
            "The reminder of %(number)s colleague could not be delivered.",
            "The reminders of %(number)s colleagues could not be delivered.",
            number,
        )
        advice = _("Look at their addresses, then send again.")
        yield Trouble(
            text % {"number": number}, advice, f"{reverse('coorg_requests:health')}#coorg-reminders"
        )


def scans(scope: Scope) -> Iterable[Trouble]:
    blocked = Attachment.objects.blocked().order_by()
    number = scope.requests.filter(pk__in=blocked.values("request")).count()
    if number:
        text = ngettext(
            "%(number)s request has a file that is infected or could not be scanned.",
            "%(number)s requests have a file that is infected or could not be scanned.",
            number,
        )
        advice = _("Ask for the file again, or have the scanner looked at.")
        yield Trouble(text % {"number": number}, advice, list_of("files"))


def jobs(scope: Scope) -> Iterable[Trouble]:
    advice = _("Ask whoever runs the site to start it again.")
    for job, last in JobHeartbeat.late().items():
        label = JOB_LABELS[job]
        if last is None:
            yield Trouble(_("Never ran: %(job)s.") % {"job": label}, advice)
            continue
        when = timezone.localtime(last)
        text = _("Has not run since %(date)s at %(time)s: %(job)s.")
        yield Trouble(
            text % {"date": f"{when:%Y-%m-%d}", "time": f"{when:%H:%M}", "job": label}, advice
        )


def contacts(scope: Scope) -> Iterable[Trouble]:
    rows = ContactPoint.objects.canonical().filter(establishment__in=scope.establishments)
    number = rows.exclude(last_verified__gte=verified_since()).count()
    if number:
        text = ngettext(
            "%(number)s contact point was not verified for months.",
            "%(number)s contact points were not verified for months.",
            number,
        )
        advice = _("Call or write, then note the date.")
        yield Trouble(text % {"number": number}, advice, snippets_of(ContactPoint))


def holidays(scope: Scope) -> Iterable[Trouble]:
    """Establishments whose next dates will be counted without their own holidays."""
    year = (timezone.localdate() + HOLIDAYS_BEFORE).year
    listed = Holiday.objects.filter(date__year=year).order_by().values("establishment")
    for establishment in scope.establishments.exclude(pk__in=listed):
        text = _("%(establishment)s has no list of holidays for %(year)s.")
        yield Trouble(
            text % {"establishment": establishment, "year": year},
            _("Propose the public ones, then add your own."),
            snippets_of(Holiday),
        )


CHECKS: list[Callable[[Scope], Iterable[Trouble]]] = [
    mails,
    reminders,
    scans,
    unrouted,
    jobs,
    teams,
    territories,
    rules,
    contacts,
    holidays,
    translations,
    held_forms,
]
