"""The check of what stands in the page editor, saved or not: a piece of its panel."""

from django.core.exceptions import BadRequest
from django.shortcuts import render
from django.utils.datastructures import MultiValueDictKeyError
from django.views.generic import View

from coorg_forms.editor.report import Report, summary
from coorg_forms.editor.views import form_page_of

NOW = "coorg_forms/editor/check_now.html"


class CheckNow(View):
    """A POST of the whole editor, as Wagtail's preview gets it. It saves nothing."""

    http_method_names = ("post",)

    def post(self, request, pk):
        """The report on what was posted.

        Raises:
            BadRequest: it is not what the editor sends.
        """
        page = form_page_of(request.user, pk).get_latest_revision_as_object()
        form = _form(request, page)
        if not _is_readable(form):
            return render(request, NOW, {"unread": True}, status=422)
        report = Report.of_draft(form.save(commit=False), request.user)
        return render(request, NOW, {"summary": summary(report), "report": report})


def _form(request, page):
    form_class = page.get_edit_handler().get_form_class()
    return form_class(
        request.POST,
        request.FILES,
        instance=page,
        parent_page=page.get_parent(),
        for_user=request.user,
    )


def _is_readable(form) -> bool:
    """Whether it could be saved as a draft: what is required may still be empty."""
    form.defer_required_fields()
    try:
        return form.is_valid()
    except (MultiValueDictKeyError, ValueError) as wrong:  # the number of blocks is missing or none
        raise BadRequest(str(wrong)) from wrong
    finally:
        form.restore_required_fields()
