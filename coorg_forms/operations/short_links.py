"""What happens to the short addresses: made when a page is published, counted when used."""

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from coorg_forms.models import ServiceOfferMixin, ShortLink, ShortLinkDay
from coorg_forms.offers.walk import leaves

#: The campaign of the codes on leaflets.
LEAFLET = "leaflet"


def make_links(*, page: ServiceOfferMixin) -> None:
    """Give a short address to the page and to every page that its leaflet leads to.

    A page that has one keeps it: it may be printed already.
    """
    targets = {target.pk: target for target in _targets(page)}
    known = set(ShortLink.objects.for_print(LEAFLET, targets).values_list("page_id", flat=True))
    for pk, target in targets.items():
        if pk not in known:
            ShortLink.objects.create(
                page_id=pk, campaign=LEAFLET, label=str(target.title)[:150], fallback_id=page.pk
            )


def make_prefilled_link(*, page: Page, query: str, campaign: str) -> ShortLink:
    """A short address of a form with some answers filled in; the one that exists, if any.

    Arguments:
        query: what follows the address of the page, as it is written there.
        campaign: what it is printed on.
    """
    same = ShortLink.objects.filter(page_id=page.pk, query=query, active=True).first()
    return same or ShortLink.objects.create(
        page_id=page.pk, query=query, campaign=campaign, label=str(page.title)[:150]
    )


def count_visit(*, link: ShortLink) -> None:
    """One more visit today. One row is updated; nothing of the visitor is read."""
    today = timezone.localdate()
    rows = ShortLinkDay.objects.filter(link=link, day=today)
    if rows.update(visits=F("visits") + 1):
        return
    try:
        with transaction.atomic():
            ShortLinkDay.objects.create(link=link, day=today, visits=1)
    except IntegrityError:  # someone else was the first of the day
        rows.update(visits=F("visits") + 1)


def _targets(page):
    yield page
    chosen = [value for _block, value in leaves(page.body) if isinstance(value, Page)]
    for target in [page.form, *chosen]:
        if target is not None:
            yield (target.get_translation_or_none(page.locale) or target)
