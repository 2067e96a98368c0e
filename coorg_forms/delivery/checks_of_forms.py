"""What does not work with forms and their translations."""

from collections.abc import Iterable

from django.db.models import F
from django.urls import reverse
from django.utils.translation import get_language_info, ngettext
from django.utils.translation import gettext as _
from wagtail.models import PageLogEntry

from coorg_forms.delivery.trouble import Scope, Trouble
from coorg_forms.models import RequestFormMixin, recipients
from coorg_forms.models.lagging import lagging


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
