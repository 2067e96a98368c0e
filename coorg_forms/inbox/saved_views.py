"""The addresses of saved views: keep one, open it, delete it."""

from django import forms
from django.contrib import messages
from django.http import QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.utils import get_valid_next_url_from_request
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from coorg_forms import operations
from coorg_forms.inbox.desk import Desk
from coorg_forms.inbox.selection import Selection, list_url
from coorg_forms.models import SavedView, SupportRequest, Team
from coorg_forms.operations.errors import OperationError

#: What an address says of the moment, not of the view.
PASSING = ("p", "saved", "_w_filter_fragment")


class SaveForm(forms.Form):
    """A name, and with whom the view is shared."""

    name = forms.CharField(label=gettext_lazy("Name of the view"), max_length=60)
    team = forms.ModelChoiceField(
        Team.objects.none(),
        label=gettext_lazy("Shown to"),
        required=False,
        empty_label=gettext_lazy("Me only"),
    )

    def __init__(self, desk: Desk, data=None):
        super().__init__(data, auto_id="id_view_%s")
        keys = [team.pk for team in desk.reach.teams]
        self.fields["team"].queryset = Team.objects.filter(pk__in=keys)


class SavedViewAddress(PermissionCheckedMixin, View):
    permission_policy = ModelPermissionPolicy(SupportRequest)
    any_permission_required = ["view"]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.desk = Desk.of(request)

    def get_saved(self) -> SavedView:
        return get_object_or_404(saved_views(self.desk), pk=self.kwargs["pk"])


class Save(SavedViewAddress):
    http_method_names = ["post", "options"]

    def post(self, request):
        form = SaveForm(self.desk, request.POST)
        url = get_valid_next_url_from_request(request) or list_url("open")
        selection = Selection.at(request, url)
        if not form.is_valid():
            messages.error(request, _("The view was not saved: give it a name."))
            return redirect(url)
        try:
            saved = operations.save_view(
                user=request.user,
                view=selection.view.code,
                query=_lasting(selection.query),
                **form.cleaned_data,
            )
        except OperationError as error:
            messages.error(request, str(error))
            return redirect(url)
        messages.success(request, _("The view “%(name)s” was saved.") % {"name": saved.name})
        return redirect(address(saved))


class Open(SavedViewAddress):
    http_method_names = ["get", "head", "options"]

    def get(self, request, pk):
        return redirect(address(self.get_saved()))


class Delete(SavedViewAddress):
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        saved = self.get_saved()
        try:
            operations.delete_view(user=request.user, saved=saved)
        except OperationError as error:
            messages.error(request, str(error))
            return redirect(address(saved))
        context = {"saved": saved, "url": _plain_address(saved)}
        undo = render_to_string("coorg_forms/inbox/undo_delete_view.html", context, request)
        messages.success(request, undo)
        return redirect(list_url(saved.view))


def saved_views(desk: Desk):
    """The saved views that the person sees: their own and those of their teams."""
    return SavedView.objects.offered_to(desk.user, [team.pk for team in desk.reach.teams])


def address(saved: SavedView) -> str:
    """The list as it was saved; the address also says by which name."""
    joint = "&" if saved.query else ""
    return f"{list_url(saved.view)}?{saved.query}{joint}saved={saved.pk}"


def saved_url(saved: SavedView) -> str:
    """The short address of a saved view, to be shared."""
    return reverse("coorg_requests:saved_view", args=[saved.pk])


def _plain_address(saved: SavedView) -> str:
    return f"{list_url(saved.view)}?{saved.query}"


def _lasting(query: QueryDict) -> str:
    kept = query.copy()
    for name in PASSING:
        kept.pop(name, None)
    return kept.urlencode()
