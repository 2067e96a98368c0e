"""A new page as a draft: which types may be added where, and an offer from a starting page."""

from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug

from coorg_forms.models import ServiceOfferMixin
from coorg_forms.offers.start import starting_parts, starting_title


def creatable_models(parent, user, models) -> list[type]:
    """Those of ``models`` (page types) that ``user`` may add below ``parent``."""
    if not parent.permissions_for_user(user).can_add_subpage():
        return []
    allowed = parent.specific_class.creatable_subpage_models()
    return [m for m in models if m in allowed and m.can_create_at(parent.specific)]


def offer_models(parent, user) -> list[type]:
    """The types of offer pages that ``user`` may add below ``parent``."""
    return creatable_models(parent, user, ServiceOfferMixin.page_models())


@transaction.atomic
def start_offer(*, code: str, parent, model: type, user) -> ServiceOfferMixin:
    """Create an offer page as a draft.

    Arguments:
        code: a key of ``offers.start.STARTING_PAGES``.
        parent: the page to create it under, in the language that the page will have.
        model: one of ``offer_models``.
    """
    language = parent.locale.language_code
    title = starting_title(code, language)
    page = model(
        title=title,
        draft_title=title,
        slug=find_available_slug(parent, slugify(title)[:200]),
        locale=parent.locale,
        live=False,
        has_unpublished_changes=True,
        owner=user,
        body=starting_parts(language, code),
    )
    parent.add_child(instance=page)
    page.save_revision(user=user, log_action="wagtail.create")
    return page
