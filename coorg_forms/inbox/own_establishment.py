"""Teams, memberships, rules and holidays are set up by those who work in their establishment.

Whoever may put people in a team says who reads its requests: that goes no further than they do.
"""

from functools import wraps

from django.contrib.admin.utils import unquote
from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils.functional import cached_property
from wagtail import permissions
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.views.snippets import SnippetViewSet

from coorg_forms.models.reach import Reach

#: Field of a form → the way from what it offers to the establishment.
OFFERED = {
    "establishment": "pk",
    "team": "establishment",
    "territories": "establishment",
    "as_territory": "establishment",
}


class OwnEstablishmentPolicy(ModelPermissionPolicy):
    """The permissions of the model, on the rows of the establishments where the person works.

    Arguments:
        way: the look-up from a row to its establishment.
    """

    def __init__(self, model, way: str):
        super().__init__(model)
        self.way = way

    def rows(self, user) -> QuerySet:
        """Those that ``user`` may see here."""
        return own(self.model._default_manager.all(), self.way, user)

    def user_has_permission_for_instance(self, user, action, instance):
        mine = self.rows(user).filter(pk=instance.pk)
        return self.user_has_permission(user, action) and mine.exists()


class OwnEstablishmentForm(WagtailAdminModelForm):
    """Offers what is of the person's establishments, and what the row names already."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, way in OFFERED.items():
            if name in self.fields and self.for_user:
                field = self.fields[name]
                field.queryset = own(field.queryset, way, self.for_user, self._named(name))

    def _named(self, name: str) -> Q | None:
        if not self.instance.pk:
            return None
        named = getattr(self.instance, name)
        keys = named.values("pk") if hasattr(named, "values") else [getattr(named, "pk", None)]
        return Q(pk__in=keys)


class OwnEstablishmentViewSet(SnippetViewSet):
    """Rows of other establishments are not listed, and do not exist at their addresses."""

    way = "establishment"

    @cached_property
    def permission_policy(self):
        return OwnEstablishmentPolicy(self.model, self.way)

    def on_register(self):
        if register := getattr(permissions, "register_permission_policy", None):  # Wagtail 8
            register(self.model, self.permission_policy, exact_class=True)
        super().on_register()

    def get_queryset(self, request):
        return self.permission_policy.rows(request.user)

    def get_urlpatterns(self):
        patterns = super().get_urlpatterns()
        for pattern in patterns:
            pattern.callback = self.within(pattern.callback)
        return patterns

    def within(self, view):
        """``view``, of the rows in reach only: those of others are not found."""

        @wraps(view)
        def view_within(request, *args, **kwargs):
            if "pk" in kwargs and not self.reaches(request.user, kwargs["pk"]):
                raise Http404
            return view(request, *args, **kwargs)

        return view_within

    def reaches(self, user, pk) -> bool:
        """Whether the row is in reach. Who has no permission is turned back by the view itself."""
        policy = self.permission_policy
        if not policy.user_has_any_permission(user, {"add", "change", "delete", "view"}):
            return True
        try:
            return policy.rows(user).filter(pk=unquote(str(pk))).exists()
        except ValueError:
            return False


def refuse_elsewhere(request, instances):
    """Turn back from a deletion of rows out of reach: Wagtail 7.4 asks several at once for the
    permission on the model only.

    Raises:
        Http404: one of them is of another establishment.
    """
    for instance in instances:
        viewset = type(instance).snippet_viewset
        is_own = isinstance(viewset, OwnEstablishmentViewSet)
        if is_own and not viewset.reaches(request.user, instance.pk):
            raise Http404


def own(rows: QuerySet, way: str, user, besides: Q | None = None) -> QuerySet:
    """Those of ``rows`` that are of an establishment where ``user`` works; all for a superuser.

    Arguments:
        besides: what is offered all the same.
    """
    if user.is_superuser:
        return rows
    here = Q(**{f"{way}__in": Reach(user).establishments})
    return rows.filter(here | besides if besides else here)
