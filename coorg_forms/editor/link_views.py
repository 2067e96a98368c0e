"""The page that makes a link which fills in some answers of a form, and its code to scan."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from coorg_forms import operations
from coorg_forms.editor.prefill import CAMPAIGN, Prefill
from coorg_forms.editor.views import FormPageView
from coorg_forms.models import ShortLink
from coorg_forms.offers import qr


class MakeLink(FormPageView):
    """Choose answers, name a campaign, take the link in each language."""

    template_name = "coorg_forms/editor/link.html"
    page_title = gettext_lazy("Link that fills in the form")
    header_icon = "link"

    @cached_property
    def prefill(self) -> Prefill:
        return Prefill(self.form_page, self.request.GET)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(self.get_context_data())

    def post(self, request, *args, **kwargs):
        """Make a short address of the link in one language, to be printed."""
        if not request.user.has_perm("coorg_forms.add_shortlink"):
            raise PermissionDenied
        if not self.prefill.query:
            return redirect(request.path)
        link = _in_language(self.prefill.links(request), request.POST.get("language"))
        made = operations.make_prefilled_link(
            page=link.page, query=self.prefill.query, campaign=self.prefill.campaign
        )
        messages.success(request, _("The short address %(words)s is made.") % {"words": made.words})
        return redirect(ShortLink.snippet_viewset.get_url_name("edit"), made.pk)

    def get_context_data(self, **kwargs):
        prefill = self.prefill
        return super().get_context_data(
            form_page=self.form_page,
            edit_url=self.edit_url,
            is_published=prefill.version is not None,
            controls=prefill.controls(),
            campaign=prefill.campaign,
            campaign_field=CAMPAIGN,
            links=prefill.links(self.request) if prefill.query else [],
            query=prefill.query,
            code_url=reverse("coorg_forms_editor:link_code", args=[self.form_page.pk]),
            may_shorten=self.request.user.has_perm("coorg_forms.add_shortlink"),
            **kwargs,
        )


class LinkCode(FormPageView):
    """The code of the link in one language, as an SVG."""

    def get(self, request, *args, **kwargs):
        links = Prefill(self.form_page, request.GET).links(request)
        link = _in_language(links, request.GET.get("language"))
        return HttpResponse(qr.svg(link.url), content_type="image/svg+xml")


def _in_language(links, language):
    for link in links:
        if link.language == language:
            return link
    raise Http404
