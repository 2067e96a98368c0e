"""Which requests are treated together: facts on the links between them."""

from coorg_forms.models.support_request import SupportRequest


def kept_of(request: SupportRequest) -> SupportRequest:
    """The request that is kept, at the end of the chain of duplicates; itself if it is none."""
    seen = {request.pk}
    while request.duplicate_of_id and request.duplicate_of_id not in seen:
        request = request.duplicate_of
        seen.add(request.pk)
    return request


def treated_with(request: SupportRequest) -> list[SupportRequest]:
    """The duplicates of ``request`` and their own, oldest first: a query for each link between."""
    found: dict[int, SupportRequest] = {}
    level = [request.pk]
    while level:
        rows = SupportRequest.objects.filter(duplicate_of__in=level).exclude(pk__in=found)
        new = {row.pk: row for row in rows.defer("answers", "search_text")}
        found |= new
        level = list(new)
    return sorted(found.values(), key=lambda row: (row.received_at, row.pk))


def is_of_same_person(one: SupportRequest, other: SupportRequest) -> bool:
    """Whether both were sent by the same person, as far as one can be sure: the same address."""
    addresses = {_address(one), _address(other)}
    return len(addresses) == 1 and "" not in addresses


def _address(request: SupportRequest) -> str:
    contact = getattr(request, "contact", None)
    return contact.email.casefold() if contact else ""
