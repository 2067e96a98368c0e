"""Say when someone is away and who acts for them; nothing that they look after is rewritten."""

from datetime import date, timedelta

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from coorg_forms.models import Absence, Membership
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.permission import ALLOWED, Verdict, has_capability, who_hold
from coorg_forms.operations.writing import require


def can_declare_absence(*, user, person, reach: Reach | None = None) -> Verdict:
    """Whether ``user`` may say when ``person`` is away: oneself, or a colleague one manages."""
    reach = reach or Reach(user)
    if reach.is_nowhere:
        return Verdict(_("Your role does not allow this."))
    if user == person or user.is_superuser:
        return ALLOWED
    if not has_capability(user, "manage_absences"):
        return Verdict(_("Your role does not allow this."))
    colleagues = _members(reach.establishments).filter(user=person)
    return ALLOWED if colleagues.exists() else Verdict(_("This person works elsewhere."))


@transaction.atomic
def declare_absence(*, user, person, starts_on: date, ends_on: date, replacement=None) -> Absence:
    """Keep that ``person`` is away from a day to another, both included.

    Arguments:
        replacement: one of ``replacements(person)``, or None: the team is told.

    Raises:
        Forbidden: not allowed, impossible days, or a replacement who works elsewhere.
    """
    require(can_declare_absence(user=user, person=person))
    if replacement and not replacements(person).filter(pk=replacement.pk).exists():
        raise Forbidden(_("This person cannot act on the same requests."))
    if ends_on < timezone.localdate():
        raise Forbidden(_("These days are past."))
    absence = Absence(
        user=person,
        starts_on=starts_on,
        ends_on=ends_on,
        replacement=replacement,
        declared_by=user,
    )
    try:
        absence.full_clean()
    except ValidationError as error:
        raise Forbidden(" ".join(error.messages)) from None
    absence.save()
    return absence


@transaction.atomic
def end_absence(*, user, absence: Absence) -> None:
    """The person is back today; an absence to come is forgotten.

    Raises:
        Forbidden: not allowed.
    """
    require(can_declare_absence(user=user, person=absence.user))
    today = timezone.localdate()
    if absence.starts_on >= today:
        absence.delete()
    else:
        absence.ends_on = today - timedelta(days=1)
        absence.save(update_fields=["ends_on"])


def replacements(person):
    """Who may act for ``person``: those who take requests in the same establishments."""
    own = Membership.objects.current().filter(user=person).order_by()
    return who_take(own.values("team__establishment")).exclude(pk=person.pk)


def who_take(establishments):
    """The people of ``establishments`` who may look after requests."""
    members = _members(establishments).values("user")
    people = get_user_model().objects.filter(is_active=True, pk__in=members)
    able = who_hold(people, "view_supportrequest", "take_supportrequest")
    return able.order_by("last_name", "first_name", "pk")


def absentees(user, reach: Reach):
    """Those whose absences ``user`` may declare."""
    people = get_user_model().objects.filter(is_active=True)
    if user.is_superuser:
        colleagues = Membership.objects.current().order_by().values("user")
    elif has_capability(user, "manage_absences"):
        colleagues = _members(reach.establishments).values("user")
    else:
        return people.filter(pk=user.pk)
    return people.filter(pk__in=colleagues).order_by("last_name", "first_name", "pk")


def _members(establishments):
    rows = Membership.objects.current().filter(team__establishment__in=establishments)
    return rows.order_by()
