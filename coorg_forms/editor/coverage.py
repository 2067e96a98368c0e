"""Where nobody answers for what a form offers, told to whoever would publish it."""

from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from coorg_forms.models.routing_rule import RoutingRule


def with_link(sentence: str, user) -> str:
    """The sentence, and how to mend it: a link for those who write the rules."""
    mend = _("Give a team these territories and services, or write a routing rule.")
    if user and user.has_perm("coorg_forms.change_routingrule"):
        return format_html(
            '{} {} <a href="{}">{}</a>', sentence, mend, _coverage_url(), _("Who answers where")
        )
    return f"{sentence} {mend} {_('Ask a manager.')}"


def _coverage_url() -> str:
    return reverse(RoutingRule.snippet_viewset.get_url_name("coverage"))
