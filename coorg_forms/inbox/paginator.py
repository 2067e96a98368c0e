"""Pages of a list that may be very long: nobody waits for a count that nobody reads."""

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.paginator import WagtailPaginator

MOST = 1000


class CappedPaginator(WagtailPaginator):
    """Counts to a thousand and one, then stops: "1,000+". Its pages end there too."""

    @cached_property
    def counted(self) -> int:
        return self.object_list.order_by().values("pk")[: MOST + 1].count()

    @cached_property
    def count(self) -> int:
        return min(self.counted, MOST)

    @cached_property
    def items_count_label(self) -> str:
        if self.counted > MOST:
            return _("1,000+ requests")
        return ngettext("%(count)s request", "%(count)s requests", self.count) % {
            "count": self.count
        }
