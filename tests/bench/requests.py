"""Many requests, made by bulk insert, and as many submissions of a stock form beside them."""

import random
import uuid
from datetime import timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from wagtail.contrib.forms.models import FormSubmission

from coorg_forms.models import FormVersion, Membership, SupportRequest, Team, Territory
from coorg_forms.models.written_keys import as_text
from coorg_forms.questions.likeness import fold_for_search
from coorg_forms.triage.roles import ROLES
from tests.bench import forms, vocabulary

BATCH = 5000
TERRITORIES = 19
#: One request in twenty is open, as after years of use.
OPEN_SHARE = 0.05
#: Of the first ones more are open, in two territories: so a page of the list is full at every size.
FIRST, FIRST_SHARE, FIRST_TERRITORIES = 1000, 0.2, 2
#: Said in one request out of as many.
RARE, MIDDLING, COMMON = 50_000, 97, 3
#: One request out of as many names a second territory, whose team may read it too.
NAMES_ANOTHER = 33
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
        self.services = vocabulary.services_of(self.service)
        self.themes = vocabulary.themes_in(self.service.locale)
        self.bands = vocabulary.bands_of(self.territories[0], self.service)

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
                named(supportrequest_id=row.pk, territory_id=int(key))
                for row in made
                for key in [row.territory_id, *row.other_territories.split("|")]
                if key
            )
            about = SupportRequest.themes.through
            about.objects.bulk_create(
                about(supportrequest_id=row.pk, theme_id=int(key))
                for row in made
                for key in row.named_themes.strip("|").split("|")
            )
            answers = forms.stock_answers(self.stock)
            FormSubmission.objects.bulk_create(
                FormSubmission(page_id=self.stock.pk, form_data=answers) for _n in numbers
            )

    def _request(self, number: int, chance: random.Random) -> SupportRequest:
        now = timezone.now()
        is_first = number < FIRST
        is_open = chance.random() < (FIRST_SHARE if is_first else OPEN_SHARE)
        territories = self.territories[:FIRST_TERRITORIES] if is_first else self.territories
        days = chance.randrange(60) if is_open else chance.randrange(60, 3000)
        received = now - timedelta(days=days, seconds=chance.randrange(86400))
        said = " ".join(chance.choices(WORDS, k=38))
        said += " commun" * (number % COMMON == 0) + " zébulon" * (number % RARE == 7)
        said += " moyen" * (number % MIDDLING == 0)
        summary = " ".join(chance.choices(WORDS, k=5))
        group, quarter = f"Groupe {number % GROUPS}", f"Quartier {number % PLACES}"
        score_state = _one(chance, vocabulary.SCORE_STATES)
        is_scored = score_state == "scored"
        is_unrouted = is_open and _happens(chance, vocabulary.UNROUTED)
        territory = None if is_unrouted else chance.choice(territories)
        names_another = territory and number % NAMES_ANOTHER == 0
        is_spam = is_open and not is_unrouted and _happens(chance, vocabulary.QUARANTINED)
        themes = [self.themes[_one(chance, vocabulary.THEMES)]]
        if number % MIDDLING == 1:
            themes.append(self.themes[vocabulary.MIDDLING_THEME])
        is_answered = is_open and _happens(chance, vocabulary.ANSWERED)
        return SupportRequest(
            reference=f"B-{number:08d}",
            submission_id=uuid.UUID(int=number),
            submission_digest="",
            token=f"bench-{number}",
            form_key=self.version.form_key,
            form_version=self.version,
            language=_one(chance, vocabulary.LANGUAGES),
            channel=_one(chance, vocabulary.CHANNELS),
            establishment_id=self.ours.establishment_id,
            service_id=self.services[_one(chance, vocabulary.SERVICES)],
            territory=territory,
            other_territories=as_text([self._after(territory)] if names_another else []),
            team=self.team,
            summary=summary,
            organization=group,
            organization_key=fold_for_search(group),
            place=quarter,
            place_key=fold_for_search(quarter),
            named_themes=as_text(themes),
            excerpt=said[:200],
            search_text=fold_for_search(f"{number:08d} {summary} {said}"),
            state=_one(chance, vocabulary.OPEN_STATES if is_open else vocabulary.ENDED_STATES),
            outcome="" if is_open else "completed",
            score_state=score_state,
            score=chance.randrange(101) if is_scored else None,
            band=_one(chance, self.bands) if is_scored else "",
            evaluated=0 if score_state == "none" else 1,
            quarantined_at=now if is_spam else None,
            answered_at=now if is_answered else None,
            assignee=self.organizer if chance.random() < 0.02 else None,
            due_on=(received + timedelta(days=28)).date() if is_open else None,
            received_at=received,
            closed_at=None if is_open else received + timedelta(days=50),
        )

    def _after(self, territory: Territory) -> int:
        """The key of the next territory, or of the first one."""
        at = self.territories.index(territory) + 1
        return self.territories[at % len(self.territories)].pk


def _one(chance: random.Random, shares: dict[str, int]) -> str:
    return chance.choices(list(shares), shares.values())[0]


def _happens(chance: random.Random, share: int) -> bool:
    """So many times out of a thousand."""
    return chance.randrange(1000) < share
