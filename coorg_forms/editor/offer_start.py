"""A new offer page from a starting page of its kind."""

from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from coorg_forms import operations
from coorg_forms.editor.new_page import NewPage
from coorg_forms.offers.start import STARTING_PAGES


class StartOffer(NewPage):
    """The kinds of service, one starting page each."""

    template_name = "coorg_forms/editor/start_offer.html"
    page_title = gettext_lazy("New service offer")
    header_icon = "doc-full"
    creatable = staticmethod(operations.offer_models)

    def get(self, request, *args, **kwargs):
        return self.render_to_response(
            self.get_context_data(
                parent=self.parent,
                models=[(m._meta.label_lower, m._meta.verbose_name) for m in self.models],
                starting_pages=STARTING_PAGES.values(),
            )
        )

    def post(self, request, *args, **kwargs):
        code = request.POST.get("start")
        if code not in STARTING_PAGES:
            raise Http404
        page = operations.start_offer(
            code=code, parent=self.parent, model=self._chosen_model(), user=request.user
        )
        messages.success(
            request,
            _("“%(title)s” was created as a draft. Read it, complete it, then publish.")
            % {"title": page.title},
        )
        return redirect("wagtailadmin_pages:edit", page.pk)

    def _chosen_model(self) -> type:
        """The type of page that was asked for; the only one where there is no choice."""
        by_label = {model._meta.label_lower: model for model in self.models}
        return by_label.get(self.request.POST.get("model", ""), self.models[0])
