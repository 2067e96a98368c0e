"""Name colleagues in a note: only those who may see the request. A mail tells them, textless."""

from collections.abc import Iterable

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.utils.translation import gettext as _

from coorg_forms.delivery import outbox
from coorg_forms.models import Membership, RequestEvent, SupportRequest
from coorg_forms.models.absence import standing_in
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.permission import who_hold


def colleagues_who_see(request: SupportRequest):
    """The colleagues who may see ``request``, by name: the same rule as ``visible_to``, asked the
    other way round.

    By keys, step by step: as one query it takes a database longer to plan than to answer.
    """
    members = Membership.objects.current().filter(user__is_active=True).order_by()
    reading = members.filter(team__services=request.service_id).filter(
        Q(team__territories=request.territory_id)
        | Q(team__territories__in=request.territories.order_by().values("pk"))
    )
    keys = set(reading.values_list("user", flat=True))
    keys |= standing_in(keys, request.establishment_id)
    here = members.filter(team__establishment=request.establishment_id).values("user")
    for capability in _wider(request):
        able = who_hold(get_user_model().objects.filter(pk__in=here), capability)
        keys |= set(able.values_list("pk", flat=True))
    people = get_user_model().objects.filter(pk__in=keys, is_active=True)
    return who_hold(people, "view_supportrequest").order_by("last_name", "first_name", "pk")


def require_who_see(request: SupportRequest, people: Iterable) -> list:
    """``people`` without doubles, once every one of them may see ``request``.

    Raises:
        Forbidden: one of them may not.
    """
    named = list({person.pk: person for person in people}.values())
    for person in named:
        if not SupportRequest.objects.visible_to(person).filter(pk=request.pk).exists():
            raise Forbidden(_("Someone whom you mention may not see this request."))
    return named


def tell_mentioned(request: SupportRequest, people: Iterable, *, cause: RequestEvent) -> None:
    """One mail to each: the reference and a link. It leaves once the note can stay."""
    for person in people:
        outbox.post_to_person(request, person, kind="mention", cause=cause)


def _wider(request: SupportRequest) -> list[str]:
    """The capabilities that show ``request`` to whoever works in its establishment."""
    return ["view_whole_establishment", *(["route_supportrequest"] if request.is_unrouted else [])]
