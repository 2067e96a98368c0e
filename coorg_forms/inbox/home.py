"""What the home of the admin says to each member of staff: what needs them, and where it is."""

from dataclasses import dataclass

from django.utils.functional import cached_property
from wagtail.admin.ui.components import Component

from coorg_forms.inbox.counts import counts, on_tab
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.selection import list_url
from coorg_forms.models.needs import needs_of


@dataclass(frozen=True)
class Line:
    label: str
    count: str
    url: str
    is_urgent: bool


class WhatNeedsYou(Component):
    """Counts with links to the views that list them, kept a moment."""

    order = 90
    template_name = "coorg_forms/inbox/what_needs_you.html"

    def __init__(self, desk: Desk):
        self.desk = desk

    @cached_property
    def is_for_them(self) -> bool:
        """Whether the person works on requests at all."""
        return not self.desk.reach.is_nowhere and bool(needs_of(self.desk.user))

    @cached_property
    def lines(self) -> list[Line]:
        numbers = counts(self.desk)
        return [
            Line(str(need.label), on_tab(numbers[need.code]), list_url(need.code), need.is_urgent)
            for need in needs_of(self.desk.user)
            if numbers.get(need.code)
        ]

    def get_context_data(self, parent_context=None):
        return {"lines": self.lines, "index_url": list_url("open")}

    def render_html(self, parent_context=None):
        return super().render_html(parent_context) if self.is_for_them else ""
