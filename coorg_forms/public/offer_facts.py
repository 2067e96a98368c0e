"""What an offer page says that is kept elsewhere, gathered in a constant number of queries."""

from functools import cached_property

from wagtail.models import Page

from coorg_forms.models import (
    Audience,
    ContactPoint,
    CriteriaGrid,
    Population,
    ShortLink,
    Team,
    Territory,
    Theme,
)
from coorg_forms.models.offer_page import form_of
from coorg_forms.models.vocabulary import term_labels
from coorg_forms.offers import qr
from coorg_forms.offers.notes import Notes
from coorg_forms.offers.views import (
    Code,
    ContactView,
    Criterion,
    FormView,
    LinkView,
    TerritoryView,
)
from coorg_forms.offers.walk import leaves, strings
from coorg_forms.operations.short_links import LEAFLET
from coorg_forms.public.offer_opening import opening
from coorg_forms.triage.grid import words_in

TERMS = {model.__name__: model for model in (Audience, Theme, Population)}


class OfferFacts:
    """The facts of ``page`` in its language. Blocks ask it for what they do not hold."""

    def __init__(self, page, request=None):
        self.page, self.request, self.language = page, request, page.language
        self._labels = {}

    @cached_property
    def notes(self) -> Notes:
        found = [
            text
            for child in self.page.body
            if child.block_type == "footnotes"
            for text in child.value["items"]
        ]
        return Notes(found, [self.page.lead, *strings(self.page.body)])

    # Contacts and territories

    @cached_property
    def _points(self) -> dict[tuple[str, str], ContactPoint]:
        rows = ContactPoint.objects.filter(establishment=self.page.establishment_id)
        return {(row.code, row.locale.language_code): row for row in rows.select_related("locale")}

    def point(self, chosen: ContactPoint | None = None) -> ContactView | None:
        """A contact point in the words of the page; without one, that of the page."""
        chosen = chosen or self._own_point
        if chosen is None:
            return None
        row = self._points.get((chosen.code, self.language), chosen)
        number = row.number
        return ContactView(
            label=row.label,
            phone=number.written(self.language) if number else "",
            uri=number.uri if number else "",
            email=row.email,
            hours=row.hours,
        )

    @cached_property
    def _own_point(self) -> ContactPoint | None:
        known = {row.pk: row for row in self._points.values()}
        return known.get(self.page.contact_id) or self.page.contact

    @property
    def has_contact_part(self) -> bool:
        """A part of the page says how to reach the team: a leaflet has no room to say it twice."""
        return any(child.block_type == "contact" for child in self.page.body)

    @cached_property
    def territories(self) -> list[TerritoryView]:
        """In the order that managers gave, each with the team that answers there."""
        rows = Territory.objects.filter(establishment=self.page.establishment_id, active=True)
        words = {row.code: row for row in rows.in_language(self.language)}
        return [self._territory(row, words.get(row.code, row)) for row in rows.canonical()]

    def _territory(self, row: Territory, words: Territory) -> TerritoryView:
        team = self._teams.get(row.pk)
        contact = self.point(team.contact) if team and team.contact else None
        return TerritoryView(words.label, words.official_name, team.name if team else "", contact)

    @cached_property
    def _teams(self) -> dict[int, Team]:
        teams = Team.objects.filter(
            active=True, establishment=self.page.establishment_id, services=self.page.service_id
        )
        teams = teams.select_related("contact").prefetch_related("territories")
        return {place.pk: team for team in teams for place in team.territories.all()}

    def labels(self, name: str, codes) -> list[str]:
        """The words of ``codes`` in the list called ``name``; those that are gone are left out."""
        if name not in self._labels:
            self._labels[name] = term_labels(TERMS[name], self.language)
        return [self._labels[name][code] for code in codes or () if code in self._labels[name]]

    @cached_property
    def criteria(self) -> list[Criterion]:
        """Those of the evaluation grid in force for the service; empty while there is none."""
        page = self.page
        grid = CriteriaGrid.objects.in_force(page.establishment_id, page.service_id)
        return [
            Criterion(
                words_in(one.label, self.language),
                words_in(one.question, self.language),
                one.weight,
                self.language,
                tuple((a.score, words_in(a.label, self.language)) for a in one.anchors),
            )
            for one in (grid.parsed.criteria if grid else ())
        ]

    # Pages and codes

    @cached_property
    def _pages(self) -> dict:
        """Translation key → live page in the language of the page, in the default one where it
        has no other."""
        wanted = {page.translation_key for page in self._chosen_pages}
        rows = Page.objects.live().filter(translation_key__in=wanted).select_related("locale")
        rows = sorted(rows.specific(), key=lambda row: row.locale_id == self.page.locale_id)
        return {row.translation_key: row for row in rows}

    @cached_property
    def _chosen_pages(self) -> list[Page]:
        chosen = [value for _block, value in leaves(self.page.body) if isinstance(value, Page)]
        return [self.page.form, *chosen] if self.page.form else chosen

    def page_for(self, chosen: Page | None) -> Page | None:
        return self._pages.get(chosen.translation_key) if chosen else None

    @cached_property
    def form(self) -> FormView | None:
        return self._form_view(self.page_for(self.page.form))

    def linked(self, chosen: Page | None) -> LinkView | None:
        page = self.page_for(chosen)
        if page is None:
            return None
        return LinkView(page.get_url(self.request), page.title, self._form_view(page))

    def _form_view(self, page: Page | None) -> FormView | None:
        form = form_of(page)
        if form is None:
            return None
        is_open, sentence = opening(form, self.language)
        return FormView(form.get_url(self.request), form.title, is_open, sentence)

    @cached_property
    def _links(self) -> dict[int, ShortLink]:
        pages = [self.page.pk, *(page.pk for page in self._pages.values())]
        found = ShortLink.objects.for_print(LEAFLET, pages)
        return {link.page_id: link for link in reversed(found)}

    def code_for(self, chosen: Page | None) -> Code | None:
        """The code to scan that leads to ``chosen``, once it has a short address."""
        page = self.page_for(chosen) or (chosen if chosen == self.page else None)
        link = self._links.get(page.pk) if page else None
        if link is None or not link.url:
            return None
        return Code(link.url, link.words, qr.svg(link.url), link.words)

    @property
    def form_code(self) -> Code | None:
        return self.code_for(self.page.form)
