"""How the templates of the offer page write texts: footnotes, paragraphs, data for machines."""

import json
import re

from django import template
from django.utils.html import conditional_escape, format_html, linebreaks
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from wagtail.rich_text import expand_db_html

from coorg_forms.offers.notes import REFERENCE

register = template.Library()

_TAGS = re.compile(r"(<[^>]*>)")
#: What could end a ``<script>`` or begin a comment, written so that JSON reads the same.
_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.filter
def noted(text, offer):
    """A plain text, escaped, with its references to footnotes linked."""
    return mark_safe(_with_notes(conditional_escape(text or ""), offer))


@register.filter
def noted_paragraphs(text, offer):
    """The same for a text of several lines."""
    return mark_safe(_with_notes(linebreaks(text or "", autoescape=True), offer))


@register.filter
def noted_rich(value, offer):
    """The same for a rich text, with Wagtail's links made."""
    html = expand_db_html(value.source)
    parts = _TAGS.split(html)
    parts[::2] = [_with_notes(part, offer) for part in parts[::2]]
    return mark_safe("".join(parts))


@register.simple_tag
def json_ld(data):
    """Data for search engines, safe inside a page: browsers do not run it."""
    text = json.dumps(data, ensure_ascii=False, indent=None).translate(_UNSAFE)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def _with_notes(html: str, offer) -> str:
    return REFERENCE.sub(lambda match: _reference(match, offer), html)


def _reference(match, offer) -> str:
    reference = offer.notes.next_reference(int(match[1]))
    if reference is None:
        return match[0]
    return format_html(
        '<sup><a class="coorg-note-link" id="{}" href="#note-{}" aria-label="{}">{}</a></sup>',
        reference.id,
        reference.number,
        _("Note %(number)s") % {"number": reference.number},
        reference.number,
    )
