"""Where a form says by what its requests are evaluated: the criteria on the page of the service."""

from django.apps import apps
from wagtail.models import Page

from coorg_forms.models import CriteriaGrid, ServiceOfferMixin
from coorg_forms.public.offer_parts import parts_of


def criteria_url(form, request) -> str:
    """The address of the published criteria, in the language of the page ``form``; empty while no
    grid is in force, or while no live page of the service shows one."""
    if not CriteriaGrid.objects.in_force(form.establishment_id, form.service_id):
        return ""
    for page in _offers(form):
        for part in parts_of(page):
            if _shows_criteria(part.block):
                return f"{page.get_url(request)}#{part.anchor}"
    return ""


def _offers(form):
    """The live offers that lead to the form, in its language."""
    for model in apps.get_models():
        if issubclass(model, ServiceOfferMixin) and issubclass(model, Page):
            yield from model.objects.live().filter(
                form__translation_key=form.translation_key, locale=form.locale_id
            )


def _shows_criteria(block) -> bool:
    if block.block_type == "questions":
        return any(item["criteria"] for item in block.value["items"])
    return block.block_type == "criteria"
