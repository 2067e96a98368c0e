"""The page to hand over: the number and the private link, to be said, written down or printed."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.enter.base import EnterView
from coorg_forms.inbox.enter.given import at_hand, given
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import DEFAULT


class Entered(EnterView):
    """The number to give; then the request itself, for who may see it."""

    http_method_names = ["get", "head", "options"]
    template_name = "coorg_forms/inbox/enter/entered.html"
    header_icon = "check"

    def get_page_title(self):
        return _("The request is entered") if self.given.sentences else _("The private page")

    def get(self, request, entered):
        mine = at_hand(request.user).select_related("contact", "page", "establishment")
        stored = get_object_or_404(mine, public_id=entered)
        seen = Desk.of(request).requests.filter(pk=stored.pk).exists()
        detail = reverse("coorg_requests:detail", args=[stored.reference])
        if seen and "print" not in request.GET:
            query = {"next": list_url(DEFAULT), "entered": 1}
            return redirect(f"{detail}?{urlencode(query)}")
        self.given = given(request.user, stored)
        context = self.get_context_data(
            given=self.given,
            detail_url=f"{detail}?{urlencode({'next': list_url(DEFAULT)})}" if seen else "",
            back=list_url(DEFAULT),
        )
        return self.render_to_response(context)
