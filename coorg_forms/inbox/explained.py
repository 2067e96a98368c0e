"""Why a request was decided so, on one screen and as an accessible PDF."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext_lazy as _

from coorg_forms import operations
from coorg_forms.inbox.detail import RequestView
from coorg_forms.inbox.explanation import Explanation
from coorg_forms.offers.leaflet import can_print, print_record


class Explained(RequestView):
    """Closed to whoever still has to hand in an evaluation."""

    http_method_names = ["get", "head", "options"]
    template_name = "coorg_forms/inbox/explained.html"
    page_title = _("Evaluation and decision")

    def get(self, request, *args, **kwargs):
        verdict = operations.can_explain(user=request.user, request=self.support_request)
        if not verdict:
            context = self.get_context_data(content=None, why=verdict.why)
            return self.render_to_response(context, status=403)
        return self.show(Explanation(self.support_request, self.desk).content)

    def show(self, content: dict):
        return self.render_to_response(self.get_context_data(content=content, paper=can_print()))

    def get_page_title(self):
        return self.page_title

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]


class ExplainedPaper(Explained):
    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not can_print():
            raise Http404

    def show(self, content: dict):
        response = HttpResponse(print_record(content), content_type="application/pdf")
        name = f"{self.support_request.reference}.pdf"
        response["Content-Disposition"] = f'inline; filename="{name}"'
        response["Cache-Control"] = "private, no-store"
        return response
