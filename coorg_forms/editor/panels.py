"""What stands above the questions in the page editor: what publishing will do, and the way in."""

from django.urls import reverse
from wagtail.admin.panels import Panel


class BuilderPanel(Panel):
    """Gives the builder's scripts what they need, and sums up the check of the saved draft."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "coorg_forms/editor/panel.html"

        def get_context_data(self, parent_context=None):
            # Imported late: the page class names this panel.
            from coorg_forms.editor.builder import builder_data
            from coorg_forms.editor.report import Report, summary

            page = self.instance
            context = super().get_context_data(parent_context)
            context["builder"] = builder_data(page)
            if page.pk:
                context["summary"] = summary(Report(page))
                context["now_url"] = reverse("coorg_forms_editor:check_now", args=[page.pk])
                context["check_url"] = reverse("coorg_forms_editor:check", args=[page.pk])
            elif parent := _parent(self.request):
                context["start_url"] = reverse("coorg_forms_editor:start", args=[parent])
            return context


class BehindPanel(Panel):
    """The languages that publishing would leave behind: there only once it was refused."""

    def get_form_options(self):
        return {"fields": ["publish_behind"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "coorg_forms/editor/behind.html"

        def is_shown(self):
            return bool(getattr(self.form, "behind", None)) and super().is_shown()

        def get_context_data(self, parent_context=None):
            from coorg_forms.editor.behind import rows

            return {
                **super().get_context_data(parent_context),
                "languages": rows(self.form.behind, self.form.instance),
                "box": self.form["publish_behind"],
            }


def _parent(request) -> int | None:
    """Id of the page below which a new one is being made."""
    return request.resolver_match.kwargs.get("parent_page_id") if request.resolver_match else None
