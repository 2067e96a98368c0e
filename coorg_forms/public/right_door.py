"""Before the first question: where to go with a need that is not for this form.

Written once, on the offer page that leads to the form. Nothing is asked, nothing is kept, and
whoever reads it may go on.
"""

from coorg_forms.models import ServiceOfferMixin
from coorg_forms.public.offer_facts import OfferFacts


def right_door(page, request) -> dict | None:
    """The situations of the offer that leads to the form ``page``, in its language.

    None without such an offer, or when it names no situation.
    """
    for offer in _offers(page):
        for child in offer.body:
            if child.block_type == "door" and child.value["items"]:
                facts = OfferFacts(offer, request)
                found = child.block.read(child.value, facts)
                return {"heading": child.value["heading"], "offer": facts, **found}
    return None


def _offers(page):
    """The live offers in the language of the page that lead to this form."""
    for model in ServiceOfferMixin.page_models():
        yield from model.objects.live().filter(
            locale=page.locale_id, form__translation_key=page.translation_key
        )
