"""Choosing a row of what staff alone should know of: for those who may see its list."""

from django.core.exceptions import PermissionDenied
from wagtail.snippets.views import chooser


class ForReaders:
    """Wagtail opens its choosers to whoever enters the admin."""

    def dispatch(self, request, *args, **kwargs):
        if not self.model.snippet_viewset.permission_policy.user_has_any_permission(
            request.user, {"add", "change", "delete", "view"}
        ):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class Choose(ForReaders, chooser.ChooseView):
    pass


class ChooseResults(ForReaders, chooser.ChooseResultsView):
    pass


class Chosen(ForReaders, chooser.SnippetChosenView):
    pass


class ChosenMultiple(ForReaders, chooser.SnippetChosenMultipleView):
    pass


class StaffChooserViewSet(chooser.SnippetChooserViewSet):
    choose_view_class = Choose
    choose_results_view_class = ChooseResults
    chosen_view_class = Chosen
    chosen_multiple_view_class = ChosenMultiple
