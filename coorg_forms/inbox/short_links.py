"""Short links in the admin: the code to print, where it leads, how often it was used."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.panels import FieldPanel, FieldRowPanel, PageChooserPanel, Panel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from coorg_forms.inbox.widgets import DayInput
from coorg_forms.models import ShortLink
from coorg_forms.offers import qr

#: How a code is handed out: file type → content type and how it is drawn.
KINDS = {"svg": ("image/svg+xml", qr.svg), "png": ("image/png", qr.png)}
DAYS_SHOWN = 14


class CodePanel(Panel):
    """The code as it will be printed, its address in words, the visits of the last days."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "coorg_forms/inbox/short_link.html"

        def is_shown(self):
            return bool(self.instance.pk and self.instance.url) and super().is_shown()

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            link = self.instance
            name = ShortLink.snippet_viewset.get_url_name("code")
            return {
                **context,
                "link": link,
                "files": {kind: reverse(name, args=[link.pk, kind]) for kind in KINDS},
                "days": link.days.all()[:DAYS_SHOWN],
                "total": sum(link.days.values_list("visits", flat=True)),
            }


class ShortLinkViewSet(SnippetViewSet):
    model = ShortLink
    icon = "link"
    list_display = [
        "label",
        Column("words", label=_("Address")),
        "campaign",
        "page",
        "expires_on",
        BooleanColumn("active", label=_("Active")),
    ]
    list_filter = ["campaign", "active"]
    search_fields = ["label", "code", "campaign"]
    copy_view_enabled = False
    panels = [
        CodePanel(heading=_("Code to print")),
        FieldPanel("label"),
        FieldPanel("code"),
        PageChooserPanel("page"),
        FieldPanel("query"),
        FieldPanel("campaign"),
        FieldRowPanel([FieldPanel("expires_on", widget=DayInput), FieldPanel("active")]),
        PageChooserPanel("fallback"),
    ]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("code/<int:pk>.<str:kind>", Code.as_view(), name="code"),
        ]


class Code(PermissionCheckedMixin, View):
    """The code of a link as a file to hand to a printer."""

    http_method_names = ["get", "head", "options"]
    permission_policy = ModelPermissionPolicy(ShortLink)
    permission_required = "view"

    def get(self, request, pk, kind):
        link = get_object_or_404(ShortLink, pk=pk)
        if kind not in KINDS:
            return HttpResponse(status=404)
        content_type, draw = KINDS[kind]
        response = HttpResponse(draw(link.url), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="{link.code}.{kind}"'
        return response
