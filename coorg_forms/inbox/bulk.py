"""The same act on many requests: exactly those that were shown when one was asked to confirm."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.db.models import F
from django.shortcuts import redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox import counts, keys
from coorg_forms.inbox.choices import Choices
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.letters import LettersForm
from coorg_forms.inbox.selection import Selection, list_url
from coorg_forms.inbox.views_table import DEFAULT
from coorg_forms.models import RequestEvent, SupportRequest
from coorg_forms.operations.errors import Forbidden
from coorg_forms.operations.permission import has_capability
from coorg_forms.operations.undo import TOO_LATE, seconds_left
from coorg_forms.operations.writing import name_of
from coorg_forms.triage.moves import MOVES

#: As many requests at once, and no more.
MOST = 1000


@dataclass(frozen=True)
class BulkAct:
    code: str
    label: object
    capability: str
    perform: Callable
    """``(user, request, version, typed)`` → calls one operation."""
    asks_whom: bool = False
    page: str = ""
    """The template of its own page, which asks for more before it does anything."""
    at_most: int = 0
    """Fewer at once than others."""

    @property
    def most(self) -> int:
        return self.at_most or MOST


def _take(user, request, version, typed):
    operations.take(user=user, request=request)


def _assign(user, request, version, typed):
    operations.assign(user=user, request=request, assignee=typed["assignee"], version=version)


def _quarantine(user, request, version, typed):
    operations.quarantine(user=user, request=request, version=version)


def _reply(user, request, version, typed):
    raise Forbidden(_("Look at the words first."))


def _moving(code: str) -> Callable:
    def perform(user, request, version, typed):
        operations.move(user=user, request=request, move=code, version=version)

    return perform


ACTS = {
    act.code: act
    for act in (
        BulkAct("take", gettext_lazy("Take"), "take_supportrequest", _take),
        BulkAct(
            "assign",
            gettext_lazy("Assign to someone"),
            "assign_supportrequest",
            _assign,
            asks_whom=True,
        ),
        *(
            BulkAct(f"move-{move.code}", move.label, move.capability, _moving(move.code))
            for move in MOVES.values()
            if not move.reason
        ),
        BulkAct(
            "reply",
            gettext_lazy("Write to the requesters"),
            "reply_supportrequest",
            _reply,
            page="coorg_forms/inbox/bulk_reply.html",
            at_most=200,
        ),
        BulkAct(
            "quarantine",
            gettext_lazy("Put in quarantine"),
            "quarantine_supportrequest",
            _quarantine,
        ),
    )
}


def acts_of(user) -> list[BulkAct]:
    """What ``user`` may do to many requests at once."""
    return [act for act in ACTS.values() if has_capability(user, act.capability)]


class WhomForm(forms.Form):
    assignee = forms.ModelChoiceField(None, label=gettext_lazy("Colleague"))

    def __init__(self, user, data=None):
        super().__init__(data)
        self.fields["assignee"].queryset = Choices(user).colleagues
        self.fields["assignee"].label_from_instance = name_of


class BulkView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    http_method_names = ["post", "options"]
    permission_policy = ModelPermissionPolicy(SupportRequest)
    any_permission_required = ["view"]
    header_icon = "mail"
    page_title = gettext_lazy("Several requests")

    def post(self, request):
        self.desk = Desk.of(request)
        act = ACTS.get(request.POST.get("act", ""))
        if act is None or not has_capability(request.user, act.capability):
            messages.error(request, _("Choose what to do with the requests."))
            return redirect(self.next_url)
        return self.answer(act)

    @cached_property
    def next_url(self) -> str:
        return get_valid_next_url_from_request(self.request) or list_url(DEFAULT)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.next_url, "label": _("Requests")},
            {"url": "", "label": self.page_title},
        ]

    def show(self, *, status: int = 200, **context):
        context = self.get_context_data(next_url=self.next_url, **context)
        return self.render_to_response(context, status=status)

    def show_result(self, act: BulkAct, results, meant: int):
        """Of each request, whether it was done or why not.

        Arguments:
            meant: how many were named.
        """
        self.template_name = "coorg_forms/inbox/bulk_result.html"
        user = self.request.user
        counts.forget(user)
        undoable = _undoable(user, results)
        return self.show(
            act=act,
            done=[result for result in results if not result.why],
            refused=[result for result in results if result.why],
            missing=meant - len(results),
            undoable=[event.pk for event in undoable],
            seconds=min((seconds_left(one) for one in undoable if one.hold), default=0),
            keys_on=keys.are_on(user),
        )


class Confirm(BulkView):
    """Freeze which requests are meant, and show them."""

    template_name = "coorg_forms/inbox/bulk_confirm.html"

    def answer(self, act: BulkAct):
        requests = list(self._meant()[: act.most + 1])
        if not requests:
            messages.warning(self.request, _("Tick at least one request."))
            return redirect(self.next_url)
        more, requests = len(requests) > act.most, requests[: act.most]
        if act.page:
            self.template_name = act.page
            form = LettersForm(requests)
        else:
            form = WhomForm(self.request.user) if act.asks_whom else None
        return self.show(act=act, requests=requests, more=more, form=form)

    def _meant(self):
        selection = Selection.at(self.request, self.next_url)
        if self.request.POST.get("which") == "all":
            return selection.ordering.sort(selection.requests)
        ticked = self.request.POST.getlist("reference")[:MOST]
        return selection.ordering.sort(self.desk.requests.filter(reference__in=ticked))


class Run(BulkView):
    """Do it, and say of each request whether it was done."""

    def answer(self, act: BulkAct):
        seen = read_items(self.request, act.most)
        requests = list(self.desk.requests.filter(reference__in=seen).order_by("received_at", "pk"))
        form = WhomForm(self.request.user, self.request.POST) if act.asks_whom else None
        if form and not form.is_valid():
            self.template_name = Confirm.template_name
            return self.show(act=act, requests=requests, form=form, more=False)
        typed, user = form.cleaned_data if form else {}, self.request.user
        results = operations.each(
            [(request, seen[request.reference]) for request in requests],
            lambda request, version: act.perform(user, request, version, typed),
        )
        return self.show_result(act, results, len(seen))


def _undoable(user, results) -> list[RequestEvent]:
    """What was done just now and can still be undone."""
    done = [result.request for result in results if not result.why]
    acts = RequestEvent.objects.filter(
        actor=user, request__in=done, version=F("request__version"), action__in=TOO_LATE
    ).exclude(action="noted")
    return [event for event in acts if seconds_left(event) > 0]


def read_items(http_request, most: int) -> dict[str, int]:
    """Reference → the version that the person saw, as the confirmation wrote them."""
    return dict(_read(item) for item in http_request.POST.getlist("item")[:most])


def _read(item: str) -> tuple[str, int]:
    """``reference:version`` as the confirmation wrote it."""
    reference, _colon, version = item.partition(":")
    is_number = version.isascii() and version.isdigit() and len(version) < 9
    return reference, int(version) if is_number else 0
