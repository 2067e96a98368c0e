"""What a person meets who publishes a translation that may not be: why, and the way to mend it."""

from urllib.parse import quote

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages

from coorg_forms.editor.coverage import with_link
from coorg_forms.editor.places import Place, Places
from coorg_forms.models import RequestFormMixin
from coorg_forms.models.recipients import in_words, unanswered_by
from coorg_forms.models.translated import Gap, Held, held

#: wagtail-localize answers the editor of a translated page: we must come before it.
BEFORE_LOCALIZE = -10


def refuse_gaps(request, page):
    """Answer a “Publish” in wagtail-localize's editor; nothing when there is nothing to refuse."""
    if request.method != "POST" or request.POST.get("action") != "publish":
        return None
    if (
        not isinstance(page, RequestFormMixin)
        or not page.permissions_for_user(request.user).can_publish()
    ):
        return None
    found = held(page)
    return _refusal(request, page, found) if found else _alone(request, page)


def _alone(request, page):
    """Nobody answers for what it offers: said above the editor, where a manager finds the way."""
    if not (found := unanswered_by(page)):
        return None
    said = _("Not published. %(why)s") % {"why": in_words(found)}
    messages.error(request, with_link(said, request.user))
    return redirect("wagtailadmin_pages:edit", page.pk)


def _refusal(request, page, found: Held):
    source = found.translation.source.get_source_instance()
    edit_url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    places = Places(source)
    rows = [_row(gap, places.of(gap.path), edit_url) for gap in found.gaps]
    context = {
        "page_title": _("This translation is not complete"),
        "title": page.get_admin_display_title(),
        "header_icon": "globe",
        "page": page,
        "edit_url": edit_url,
        "sync_url": _sync_url(request.user, found) if found.is_unsynced else "",
        "is_unsynced": found.is_unsynced,
        "stale": [row for row in rows if row["gap"].is_stale],
        "missing": [row for row in rows if not row["gap"].is_stale],
    }
    return render(request, "coorg_forms/editor/gaps.html", context, status=422)


def _row(gap: Gap, place: Place, edit_url: str) -> dict:
    said = [] if place.is_title(gap.words) else [place.title]
    return {
        "gap": gap,
        "place": " · ".join([*said, *([place.part] if place.part else [])]),
        "url": _seek(edit_url, gap.words),
    }


def _seek(edit_url: str, words: str) -> str:
    """The editor of the translation, at this text: ``seek.js`` finds it there."""
    return f"{edit_url}#coorg-text={quote(words)}"


def _sync_url(user, found: Held) -> str:
    """Where the translation is brought up to its source, for those who may."""
    if not user.has_perm("wagtail_localize.submit_translation"):
        return ""
    source = found.translation.source_id
    return reverse("wagtail_localize:update_translations", args=[source])
