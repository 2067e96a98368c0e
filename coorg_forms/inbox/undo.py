"""The addresses that take back what one has just done, to one request or to many."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import View
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox import counts
from coorg_forms.inbox.acts import Act
from coorg_forms.inbox.bulk import MOST
from coorg_forms.inbox.drafts import act_of
from coorg_forms.inbox.selection import list_url
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.models import RequestEvent, SupportRequest
from coorg_forms.operations.errors import OperationError


class Undo(Act):
    """Take back one's own last act on a request, even one that took it out of one's reach."""

    code = "undo"
    moves_on = False
    done = gettext_lazy("Undone: %(reference)s is as it was before.")

    def get_support_request(self):
        try:
            return super().get_support_request()
        except Http404:
            event = self.event
            if event is None or not operations.can_undo(
                user=self.request.user, request=event.request, event=event
            ):
                raise
            return event.request

    @cached_property
    def event(self) -> RequestEvent | None:
        """What is to be undone; only what the person did is found."""
        found = own_acts(self.request.user, [self.request.POST.get("event", "")])
        return found.filter(request__reference=self.kwargs["reference"]).first()

    def perform(self, typed):
        if self.event is None:
            raise operations.Forbidden(_("You have done nothing here that can be undone."))
        self.withdrawn = operations.undo(**self.able, event=self.event)

    def refuse(self, form, error: OperationError):
        if self.is_reachable:
            return super().refuse(form, error)
        messages.error(self.request, str(error))
        return redirect(self.next_url)

    def report(self):
        text = self.done % {"reference": self.support_request.reference}
        if self.withdrawn:
            text += " " + _("What you wrote is back in its form.")
        messages.success(self.request, text)

    def destination(self) -> str:
        """The request, with what was written in its form again."""
        if not self.withdrawn or not self.is_reachable:
            return super().destination()
        counts.forget(self.request.user)
        act = act_of(self.support_request, self.withdrawn)
        address = self.url_of(
            self.support_request.reference, at=self.place.written, draft=self.withdrawn.pk
        )
        return f"{address}#coorg-{act}"

    @property
    def is_reachable(self) -> bool:
        return self.desk.requests.filter(pk=self.support_request.pk).exists()


class UndoAll(PermissionCheckedMixin, View):
    """Take back what one has just done to many requests, each on its own."""

    http_method_names = ["post", "options"]
    permission_policy = ModelPermissionPolicy(SupportRequest)
    any_permission_required = ["view"]

    def post(self, request):
        events = list(own_acts(request.user, request.POST.getlist("event")[:MOST]))
        by_request = {event.request_id: event for event in events}
        results = operations.each(
            [(event.request, event.version) for event in events],
            lambda one, _version: operations.undo(
                user=request.user, request=one, event=by_request[one.pk]
            ),
        )
        counts.forget(request.user)
        self._report(results)
        return redirect(get_valid_next_url_from_request(request) or list_url(DEFAULT))

    def _report(self, results):
        done = sum(1 for result in results if not result.why)
        said = ngettext("%(count)s request as before.", "%(count)s requests as before.", done)
        if done or not results:
            messages.success(self.request, said % {"count": done})
        refused = [result for result in results if result.why]
        for why in dict.fromkeys(result.why for result in refused):
            left = [result.request.reference for result in refused if result.why == why]
            messages.warning(self.request, f"{', '.join(left)}: {why}")


def own_acts(user, keys):
    """The events of ``user`` that ``keys`` name, with their requests."""
    numbers = [int(key) for key in keys if key.isascii() and key.isdigit() and len(key) < 19]
    return RequestEvent.objects.filter(actor=user, pk__in=numbers).select_related("request")
