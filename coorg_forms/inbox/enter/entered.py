"""The page that ends the entry of a request: the number, to be said, written down or printed."""

from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy

from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.enter.base import EnterView
from coorg_forms.inbox.enter.given import given, just_entered
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import DEFAULT


class Entered(EnterView):
    """The number to give; then the request itself, for who may see it."""

    http_method_names = ["get", "head", "options"]
    template_name = "coorg_forms/inbox/enter/entered.html"
    page_title = gettext_lazy("The request is entered")
    header_icon = "check"

    def get(self, request, entered):
        mine = just_entered(request.user).select_related("contact", "page", "establishment")
        stored = get_object_or_404(mine, public_id=entered)
        seen = Desk.of(request).requests.filter(pk=stored.pk).exists()
        detail = reverse("coorg_requests:detail", args=[stored.reference])
        if seen and "print" not in request.GET:
            query = {"next": list_url(DEFAULT), "entered": 1}
            return redirect(f"{detail}?{urlencode(query)}")
        context = self.get_context_data(
            given=given(request.user, stored),
            detail_url=f"{detail}?{urlencode({'next': list_url(DEFAULT)})}" if seen else "",
            back=list_url(DEFAULT),
        )
        return self.render_to_response(context)
