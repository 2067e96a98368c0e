"""What does not work as it should, for those who oversee: one function for each check.

To check something else, write a function and put it into ``CHECKS``.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from coorg_forms.delivery.reminders import undelivered_reminders
from coorg_forms.models import (
    Attachment,
    ContactPoint,
    Establishment,
    Holiday,
    JobHeartbeat,
    Membership,
    OutboxMessage,
    RequestFormMixin,
    Service,
    SupportRequest,
    Team,
    Territory,
    needs,
    recipients,
)
from coorg_forms.models.contact_point import verified_since
from coorg_forms.models.lagging import lagging
from coorg_forms.models.reach import Reach

#: A year without a list of holidays is announced this long before it begins.
HOLIDAYS_BEFORE = timedelta(days=60)
#: A request may wait so long to be routed.
ROUTED_WITHIN = timedelta(days=1)
JOB_LABELS = {
    "deliver": gettext_lazy("sending of mails (coorg_deliver)"),
    "housekeeping": gettext_lazy("daily tasks (coorg_housekeeping)"),
}


@dataclass(frozen=True)
class Trouble:
    """One thing that does not work, in a sentence. It names no person and no request."""

    text: str
    advice: str
    """What to do about it."""
    url: str = ""
    """Where to see it, without the host."""


@dataclass(frozen=True)
class Scope:
    """What the person who looks answers for."""

    user: object
    reach: Reach

    @property
    def requests(self):
        return SupportRequest.objects.visible_to(self.user, self.reach).order_by()

    @property
    def establishments(self):
        if self.user.is_superuser:
            return Establishment.objects.all()
        return Establishment.objects.filter(pk__in=self.reach.establishments)


def troubles(user, reach: Reach | None = None) -> list[Trouble]:
    """Everything that does not work in the scope of ``user``; nothing for who does not oversee."""
    if not user.is_active or not user.has_perm("coorg_forms.view_health"):
        return []
    scope = Scope(user, reach or Reach(user))
    return [trouble for check in CHECKS for trouble in check(scope)]


# The checks -----------------------------------------------------------------------------------


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
        yield Trouble(text % {"number": number}, advice, _list("mail"))


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
        yield Trouble(text % {"number": number}, advice, _list("files"))


def unrouted(scope: Scope) -> Iterable[Trouble]:
    since = timezone.now() - ROUTED_WITHIN
    number = scope.requests.filter(needs.to_route(scope.user), received_at__lt=since).count()
    if number:
        text = ngettext(
            "%(number)s request has been waiting for more than a day to be routed.",
            "%(number)s requests have been waiting for more than a day to be routed.",
            number,
        )
        advice = _("No team answers for what is not routed.")
        yield Trouble(text % {"number": number}, advice, _list("route"))


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


def teams(scope: Scope) -> Iterable[Trouble]:
    """Teams whose mails reach nobody: no mailbox, and no member with an address."""
    reached = Membership.objects.current().filter(user__is_active=True).exclude(user__email="")
    deaf = Team.objects.filter(active=True, establishment__in=scope.establishments, email="")
    for team in deaf.exclude(pk__in=reached.order_by().values("team")):
        yield Trouble(
            _("Nobody is told of the requests of “%(team)s”.") % {"team": team},
            _("Give the team a mailbox or a member."),
            _snippets(Team),
        )


def territories(scope: Scope) -> Iterable[Trouble]:
    """Territories where a service is offered and no team answers for it."""
    covered = set(
        Team.objects.filter(active=True, establishment__in=scope.establishments)
        .order_by()
        .values_list("territories", "services")
    )
    offered = Service.objects.canonical().filter(
        active=True, establishments__in=scope.establishments
    )
    served = list(offered.values_list("pk", "label", "establishments").distinct())
    here = Territory.objects.canonical().filter(active=True, establishment__in=scope.establishments)
    for territory in here:
        without = [
            label
            for pk, label, establishment in served
            if establishment == territory.establishment_id and (territory.pk, pk) not in covered
        ]
        if without:
            text = _("No team in %(territory)s for: %(services)s.")
            yield Trouble(
                text % {"territory": territory, "services": ", ".join(without)},
                _("Its requests wait under “To route”. Give the territory to a team."),
                _snippets(Team),
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
        yield Trouble(text % {"number": number}, advice, _snippets(ContactPoint))


def holidays(scope: Scope) -> Iterable[Trouble]:
    """Establishments whose next dates will be counted without their own holidays."""
    year = (timezone.localdate() + HOLIDAYS_BEFORE).year
    listed = Holiday.objects.filter(date__year=year).order_by().values("establishment")
    for establishment in scope.establishments.exclude(pk__in=listed):
        text = _("%(establishment)s has no list of holidays for %(year)s.")
        yield Trouble(
            text % {"establishment": establishment, "year": year},
            _("Propose the public ones, then add your own."),
            _snippets(Holiday),
        )


def translations(scope: Scope) -> Iterable[Trouble]:
    """Forms that people read, in another language, as they were before they changed."""
    for model in RequestFormMixin.page_models():
        for found in lagging(model.objects.filter(establishment__in=scope.establishments)):
            text = ngettext(
                "“%(title)s” (%(language)s): %(number)s text waits for its translation.",
                "“%(title)s” (%(language)s): %(number)s texts wait for their translation.",
                found.gaps,
            )
            name = get_language_info(found.language)["name_translated"]
            said = {"title": found.page.title, "language": name, "number": found.gaps}
            advice = _("People read the former version there until an editor translates them.")
            yield Trouble(text % said, advice, _check_url(found.page, scope.user))


def held_forms(scope: Scope) -> Iterable[Trouble]:
    """Forms whose latest draft was to be published and sends requests to nobody."""
    held = PageLogEntry.objects.filter(
        action=recipients.HELD, revision=F("page__latest_revision")
    ).exclude(revision=F("page__live_revision"))
    for model in RequestFormMixin.page_models():
        here = model.objects.filter(establishment__in=scope.establishments)
        for page in here.filter(pk__in=held.order_by().values("page")):
            text = _("“%(title)s” was not published: nobody answers for all that it offers.")
            advice = _("Give a team what its history names, then publish the form again.")
            yield Trouble(text % {"title": page.draft_title}, advice, _check_url(page, scope.user))


def _check_url(page, user) -> str:
    """The check of a form, for those who may mend it."""
    may = page.permissions_for_user(user).can_edit()
    return reverse("coorg_forms_editor:check", args=[page.pk]) if may else ""


CHECKS: list[Callable[[Scope], Iterable[Trouble]]] = [
    mails,
    reminders,
    scans,
    unrouted,
    jobs,
    teams,
    territories,
    contacts,
    holidays,
    translations,
    held_forms,
]


def _list(view: str) -> str:
    return reverse("coorg_requests:view_index", args=[view])


def _snippets(model) -> str:
    return reverse(model.snippet_viewset.get_url_name("list"))
