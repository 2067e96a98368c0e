"""Pages that read grids and write nothing: the list, one version, its file, the what-if."""

from dataclasses import dataclass, field

from django.db.models import Count, Q
from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.coreutils import get_content_languages

from coorg_forms.inbox import vocabulary, words
from coorg_forms.inbox.grids.base import GridsView, GridView
from coorg_forms.inbox.grids.places import places
from coorg_forms.inbox.grids.shown import Shown
from coorg_forms.inbox.grids.stored import what_if
from coorg_forms.inbox.grids.tables import Table
from coorg_forms.models import CriteriaGrid, Service
from coorg_forms.triage.grid_file import GridFile, write


@dataclass
class Versions:
    """The versions for one service of one establishment, the newest first."""

    heading: str
    new_url: str
    rows: list = field(default_factory=list)

    @property
    def has_draft(self) -> bool:
        return any(row["grid"].is_draft for row in self.rows)


class Grids(GridsView):
    """Every version of every grid within reach, and the services that have none."""

    http_method_names = ["get", "head", "options"]
    template_name = "coorg_forms/inbox/grids/index.html"
    page_title = _("Evaluation grids")

    def get(self, request):
        return self.show(groups=list(self.groups().values()))

    def groups(self) -> dict:
        labels = vocabulary.labels(Service)
        groups = {}
        for code, (establishment, service) in places(self.desk).items():
            name = labels.get(service.code, service.label)
            new_url = f"{reverse('coorg_grids:new')}?place={code}"
            groups[establishment.pk, service.pk] = Versions(
                f"{name} – {establishment.short_name}", new_url
            )
        for grid in self.counted():
            key = grid.establishment_id, grid.service_id
            if key not in groups:  # the service is not offered there any more
                groups[key] = Versions(f"{grid.service} – {grid.establishment.short_name}", "")
            groups[key].rows.append(self.row(grid))
        return groups

    def counted(self):
        counted = Count("evaluations", filter=Q(evaluations__submitted_at__isnull=False))
        return self.grids.annotate(used=counted).order_by("-number")

    def row(self, grid: CriteriaGrid) -> dict:
        is_open = grid.is_draft and self.may_change
        return {
            "grid": grid,
            "url": reverse(f"coorg_grids:{'edit' if is_open else 'read'}", args=[grid.pk]),
            "since": words.at_moment(grid.activated_at) if grid.activated_at else "",
            "until": words.at_moment(grid.retired_at) if grid.retired_at else "",
        }

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


class Read(GridView):
    """A version as it stands; what was in force stays as it was."""

    http_method_names = ["get", "head", "options"]
    template_name = "coorg_forms/inbox/grids/read.html"
    page_title = _("Evaluation grid")

    def get(self, request, pk):
        language = request.GET.get("language", "")
        languages = get_content_languages()
        if language not in languages:
            language = vocabulary.content_language()
        shown = Shown(self.grid.parsed, language)
        return self.show(
            shown=shown,
            language=language,
            languages=languages.items(),
            since=words.at_moment(self.grid.activated_at) if self.grid.activated_at else "",
            by=self.grid.activated_by_name,
        )


class Export(GridView):
    """The version in one file, in all its languages."""

    http_method_names = ["get", "head", "options"]

    def get(self, request, pk):
        name = f"{self.grid.establishment.code}-{self.grid.service.code}"
        languages = tuple(get_content_languages())
        file = GridFile(name, self.grid.number, languages, self.grid.needed, self.grid.definition)
        response = HttpResponse(write(file), content_type="application/json")
        filename = f"{name}-{self.grid.number}.json"
        response["Content-Disposition"] = f'attachment; filename="{filename}"'
        response["X-Content-Type-Options"] = "nosniff"
        return response


class TryOut(GridView):
    """Where the evaluated requests within reach would stand under this version."""

    http_method_names = ["get", "head", "options"]
    template_name = "coorg_forms/inbox/grids/what_if.html"
    page_title = _("What would change")

    @cached_property
    def found(self):
        return what_if(self.grid, self.desk.requests)

    def get(self, request, pk):
        language = vocabulary.content_language()
        older = self.active.parsed if self.active else self.grid.parsed
        table = Table(self.found, older, language)
        return self.show(found=self.found, table=table)
