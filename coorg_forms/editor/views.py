"""The editor's pages about one form: the check before publishing, its file."""

import json

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy
from django.views.generic import View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.models import Page

from coorg_forms.editor import words
from coorg_forms.editor.export import exported
from coorg_forms.editor.report import Report
from coorg_forms.models import RequestFormMixin
from coorg_forms.questions.paths import Fork

#: A fork with more ways is shown by its first ones.
MOST_SHOWN = 12


def form_page_of(user, pk: int):
    """The form page ``pk``, for someone who may edit it.

    Raises:
        Http404: no such page.
        PermissionDenied: another kind of page, or no right.
    """
    page = get_object_or_404(Page, pk=pk).specific
    if not isinstance(page, RequestFormMixin) or not page.permissions_for_user(user).can_edit():
        raise PermissionDenied
    return page


class FormPageView(WagtailAdminTemplateMixin, View):
    """Base of what is about one form page: who may not edit it may not see its draft either."""

    header_icon = "list-ul"

    def setup(self, request, *args, pk, **kwargs):
        super().setup(request, *args, **kwargs)
        self.form_page = form_page_of(request.user, pk)

    @property
    def edit_url(self) -> str:
        return reverse("wagtailadmin_pages:edit", args=[self.form_page.pk])

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url, "label": self.form_page.get_admin_display_title()},
            {"url": "", "label": self.get_page_title()},
        ]


class Check(FormPageView):
    """What publishing the draft will do, before it is done."""

    template_name = "coorg_forms/editor/check.html"
    page_title = gettext_lazy("Check before publishing")

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def get_page_subtitle(self):
        return self.form_page.get_admin_display_title()

    def get_context_data(self, **kwargs):
        report = Report(self.form_page, self.request.user)
        return super().get_context_data(
            report=report,
            edit_url=self.edit_url,
            link_url=reverse("coorg_forms_editor:link", args=[self.form_page.pk]),
            export_url=reverse("coorg_forms_editor:export", args=[self.form_page.pk]),
            impact=[self._impact(report, row) for row in report.impact],
            forks=[self._fork(report, fork) for fork in report.paths.forks],
            **kwargs,
        )

    def _impact(self, report: Report, row: dict) -> dict:
        change = row["change"]
        return {
            **row,
            "kind": words.KINDS[change.kind],
            "detail": words.detail(change, report.current.parsed, report.schema),
            "block": "" if change.kind == "removed" else change.question.id,
        }

    def _fork(self, report: Report, fork: Fork) -> dict:
        return {
            "deciding": [q.label for q in fork.questions if q.key in fork.ways[0].answers],
            "count": len(fork.ways),
            "is_whole": fork.is_whole,
            "more": max(0, len(fork.ways) - MOST_SHOWN),
            "ways": [
                {
                    "answers": words.way_answers(way, fork, report.schema),
                    "shown": words.way_shown(way, fork),
                }
                for way in fork.ways[:MOST_SHOWN]
            ],
        }


class Export(FormPageView):
    """The form in one file."""

    def get(self, request, *args, **kwargs):
        content = json.dumps(exported(self.form_page), ensure_ascii=False, indent=1)
        response = HttpResponse(content + "\n", content_type="application/json")
        name = slugify(self.form_page.slug) or "form"
        response["Content-Disposition"] = f'attachment; filename="{name}.json"'
        response["X-Content-Type-Options"] = "nosniff"
        return response
