"""The panel that tells editors what a page lacks and what they would rather write otherwise."""

from wagtail.admin.panels import Panel

from coorg_forms.editor.completeness import checks
from coorg_forms.models.criteria_grid import CriteriaGrid
from coorg_forms.offers.advice import advise
from coorg_forms.offers.leaflet import can_print


class AdvicePanel(Panel):
    """Looks at the page as it was last saved. It advises; it refuses nothing."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "coorg_forms/editor/offer_panel.html"

        def is_shown(self):
            return bool(self.instance.pk) and super().is_shown()

        def _leaflets(self):
            can_be_printed = self.instance.live and can_print()
            return self.instance.leaflet_urls(self.request) if can_be_printed else {}

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            found = checks(self.instance)
            return {
                **context,
                "missing": [check for check in found if not check.passed],
                "passed": [check for check in found if check.passed],
                "advice": advise(self.instance.body),
                "source_first": not self.instance.is_source_live() and self.instance.source_first(),
                "leaflets": self._leaflets(),
                "grid": self._grid(),
                "has_criteria": any(child.block_type == "criteria" for child in self.instance.body),
            }

        def _grid(self):
            """The grid whose criteria the page shows instead of those written in it."""
            page = self.instance
            return CriteriaGrid.objects.in_force(page.establishment_id, page.service_id)
