"""Many requests, made by bulk insert, and as many submissions of a stock form beside them."""

import random
import uuid
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission

from coorg_forms.models import FormVersion, Membership, SupportRequest, Team, Territory
from coorg_forms.models.request_queryset import fold_for_search
from coorg_forms.triage.roles import ROLES
from tests.bench import forms

BATCH = 5000
TERRITORIES = 19
#: One request in twenty is open, as after years of use.
OPEN_SHARE = 0.05
#: Of the first ones more are open, in two territories: so a page of the list is full at every size.
FIRST, FIRST_SHARE, FIRST_TERRITORIES = 1000, 0.2, 2
#: Said in one request out of as many.
RARE, COMMON = 50_000, 3
#: Each has asked some fifty times at a million.
GROUPS, PLACES = 20_000, 500
WORDS = """
jardin collectif quartier aînés jeunes logement transport épicerie solidaire réseau comité citoyens
école parc rivière centre famille soutien démarche forum fête animation bénévoles
""".split()  # noqa: SIM905


class Bench:
    """The forms of ``tests.bench.forms``, territories, teams, an organizer and a manager.

    Made once: what the database already holds is found again.
    """

    def __init__(self):
        self.ours, self.stock = forms.find_or_build()
        self.version = FormVersion.objects.get(form_key=self.ours.form_key)
        self.service = self.ours.service
        self.team = Team.objects.get(name="Bench")
        self.territories = list(self._territories())
        self.organizer, self.manager = self._person("organizer"), self._person("manager")

    def _territories(self):
        """The one of the team, and those of another team."""
        first = self.team.territories.get()
        yield first
        elsewhere, _created = Team.objects.get_or_create(
            name="Ailleurs", establishment=first.establishment
        )
        elsewhere.services.set([self.service])
        of = {"locale": first.locale, "establishment": first.establishment}
        for n in range(1, TERRITORIES):
            territory, _created = Territory.objects.get_or_create(
                code=f"t{n}", defaults={"label": f"T {n}", **of}
            )
            elsewhere.territories.add(territory)
            yield territory

    def _person(self, role):
        person, _created = get_user_model().objects.get_or_create(username=role)
        person.groups.add(Group.objects.get(name=ROLES[role].name))
        Membership.objects.get_or_create(user=person, team=self.team)
        return person

    def grow_to(self, size: int) -> None:
        """Add requests, and submissions of the stock form, until there are ``size`` of each."""
        for start in range(SupportRequest.objects.count(), size, BATCH):
            numbers = range(start, min(start + BATCH, size))
            chance = random.Random(start)
            made = SupportRequest.objects.bulk_create([self._request(n, chance) for n in numbers])
            named = SupportRequest.territories.through
            named.objects.bulk_create(
                named(supportrequest_id=row.pk, territory_id=row.territory_id)
                for row in made
                if row.territory_id
            )
            answers = forms.stock_answers(self.stock)
            FormSubmission.objects.bulk_create(
                FormSubmission(page_id=self.stock.pk, form_data=answers) for _n in numbers
            )

    def _request(self, number: int, chance: random.Random) -> SupportRequest:
        now = timezone.now()
        is_first = number < FIRST
        is_open = chance.random() < (FIRST_SHARE if is_first else OPEN_SHARE)
        places = self.territories[:FIRST_TERRITORIES] if is_first else self.territories
        days = chance.randrange(60) if is_open else chance.randrange(60, 3000)
        received = now - timedelta(days=days, seconds=chance.randrange(86400))
        said = " ".join(chance.choices(WORDS, k=38))
        said += " commun" * (number % COMMON == 0) + " zébulon" * (number % RARE == 7)
        summary = " ".join(chance.choices(WORDS, k=5))
        group, place = f"Groupe {number % GROUPS}", f"Quartier {number % PLACES}"
        state = chance.choice(("received", "review", "info_needed", "accepted", "assigned"))
        return SupportRequest(
            reference=f"B-{number:08d}",
            submission_id=uuid.UUID(int=number),
            submission_digest="",
            token=f"bench-{number}",
            form_key=self.version.form_key,
            form_version=self.version,
            language="fr",
            establishment_id=self.ours.establishment_id,
            service=self.service,
            territory=chance.choice(places),
            team=self.team,
            summary=summary,
            organization=group,
            organization_key=fold_for_search(group),
            place=place,
            place_key=fold_for_search(place),
            excerpt=said[:200],
            search_text=fold_for_search(f"{number:08d} {summary} {said}"),
            state=state if is_open else "closed",
            outcome="" if is_open else "completed",
            assignee=self.organizer if chance.random() < 0.02 else None,
            due_on=(received + timedelta(days=28)).date() if is_open else None,
            received_at=received,
            closed_at=None if is_open else received + timedelta(days=50),
        )
