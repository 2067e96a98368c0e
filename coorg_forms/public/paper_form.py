"""The paper twin of a form: the same questions, to fill in by hand, with the way to send it."""

from django.utils.translation import gettext as _

from coorg_forms.conf import settings
from coorg_forms.models import FormVersion, texts
from coorg_forms.offers import qr
from coorg_forms.public.pages import placeholder_values
from coorg_forms.questions import registry, written
from coorg_forms.questions.schema import Marker, Question, Schema


def content_of(page, version: FormVersion) -> dict:
    """What ``offers.leaflet.print_form`` prints: plain data, in the language in force."""
    values, address = placeholder_values(page), page.full_url or ""
    point = page.contact
    establishment = page.establishment
    return {
        "language": page.language,
        "title": version.title,
        "establishment": establishment.name if establishment else "",
        "address": establishment.address if establishment else "",
        "accent": settings.LEAFLET_COLOURS.get(getattr(establishment, "code", ""), "#14507f"),
        "intro": texts.fill(version.texts.get("intro", ""), values),
        "legend": _("Every question needs an answer, except those marked “optional”."),
        "sections": [_section(section, version.parsed) for section in version.parsed.sections],
        "notice_title": _("What we do with this information"),
        "notice": texts.fill(version.texts.get("collection_notice", ""), values),
        "send": _how_to_send(point, establishment, page.language),
        "online": {
            "text": _("The same form on the web:"),
            "address": address,
            "alternative": _("Code to scan, leading to %(address)s") % {"address": address},
            "svg": qr.svg(address) if address else "",
        },
        "version": _("Form of %(code)s, version %(number)s")
        % {"code": page.slug, "number": version.number},
    }


def _section(section, schema: Schema) -> dict:
    return {
        "title": section.marker.title if section.marker else "",
        "text": section.marker.text if section.marker else "",
        "items": [_item(item, schema) for item in section.items],
    }


def _item(item: Question | Marker, schema: Schema) -> dict:
    if isinstance(item, Marker):
        return {"label": item.title, "help": item.text, "look": "none"}
    show_if = written.write(item.show_if, schema).sentence if item.show_if else ""
    kind = registry.get(item.type)
    return {
        "condition": show_if,
        "label": "" if kind.label_is_choice else item.label,
        "optional": written.optional(item, schema),
        "help": item.help,
        "why": item.why and f"{_('Why we ask:')} {item.why}",
        "unit": item.settings.get("unit", ""),
        **kind.paper(item),
    }


def _how_to_send(point, establishment, language: str) -> str:
    """Where the paper goes: mailbox, post, and whom to call."""
    ways = [
        point.email if point and point.email else "",
        establishment.address if establishment else "",
        point.number.written(language) if point and point.number else "",
    ]
    return _("Send it to us or call us: %(ways)s") % {"ways": " · ".join(filter(None, ways))}
