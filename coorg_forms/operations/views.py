"""Keep views of the list under a name, and what a person prefers there."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from coorg_forms.models import Preference, SavedView, Team
from coorg_forms.models.reach import Reach
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.permission import Verdict


@transaction.atomic
def save_view(*, user, name: str, view: str, query: str, team: Team | None = None) -> SavedView:
    """Keep a view; one of the same name and owner is replaced.

    Arguments:
        view: a code of the table of views.
        query: filters, search and sort, as in the address.
        team: with whom it is shared, one of the person's own.

    Raises:
        Forbidden: no name, too long an address, or another team.
    """
    if not name.strip():
        raise Forbidden(_("Give the view a name."))
    if len(query) > SavedView._meta.get_field("query").max_length:
        raise Forbidden(_("This view has too many filters to be kept."))
    if team and team not in Reach(user).teams:
        raise Forbidden(_("You can share a view with your own teams only."))
    saved, _created = SavedView.objects.update_or_create(
        owner=user,
        name=name.strip()[:60],
        defaults={"view": view, "query": query, "team": team},
    )
    return saved


def can_delete_view(*, user, saved: SavedView) -> Verdict:
    """Whether ``user`` may delete a saved view."""
    return (
        Verdict() if saved.owner_id == user.pk else Verdict(_("This view belongs to someone else."))
    )


def delete_view(*, user, saved: SavedView) -> None:
    """Delete a saved view for everyone.

    Raises:
        Forbidden: it belongs to someone else.
    """
    if not (verdict := can_delete_view(user=user, saved=saved)):
        raise Forbidden(verdict.why)
    saved.delete()


def prefer(*, user, **wanted) -> None:
    """Remember how the person likes to work: fields of ``Preference``; what it does not take is
    left as it was."""
    for name, value in wanted.items():
        try:
            kept = Preference._meta.get_field(name).clean(value, None)
        except ValidationError:
            continue
        Preference.objects.update_or_create(user=user, defaults={name: kept})
