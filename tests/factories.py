"""Builders for tests. Pages go through Wagtail's publication, requests through the operations."""

import json
import uuid
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import count
from pathlib import Path

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.http import QueryDict
from django.test import TestCase
from django.utils import timezone
from wagtail.models import Locale, Page, Site
from wagtail.signal_handlers import disable_reference_index_auto_update
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from coorg_forms import operations
from coorg_forms.delivery import outbox
from coorg_forms.models import (
    Absence,
    Audience,
    ContactPoint,
    CriteriaGrid,
    Establishment,
    Evaluation,
    EvaluationScore,
    Holiday,
    Membership,
    OutboxMessage,
    RequestFormPage,
    RoutingRule,
    Service,
    ServiceOfferPage,
    SupportRequest,
    Team,
    Territory,
)
from coorg_forms.models.written_keys import as_text
from coorg_forms.operations.groups import create_groups
from coorg_forms.questions import registry
from coorg_forms.questions.resolve import Context, Resolution, resolve
from coorg_forms.questions.schema import Question, schema_from_json
from coorg_forms.triage.decisions import KINDS
from coorg_forms.triage.roles import ROLES
from coorg_forms.triage.score import combine

#: The grid of the example site.
GRID = json.loads(
    (Path(__file__).parent.parent / "example_site/demo/data/grid.json").read_text("utf-8")
)

_numbers = count(1)


def number() -> int:
    return next(_numbers)


# Languages and reference data ---------------------------------------------------------------


def locales() -> tuple[Locale, Locale]:
    """French and English."""
    return tuple(Locale.objects.get_or_create(language_code=code)[0] for code in ("fr", "en"))


def plant() -> None:
    """What migrations leave in an empty database: groups, rights, languages, the root page."""
    create_groups()  # once more: now the right to enter the admin exists
    translation = ContentType.objects.get(app_label="wagtail_localize", model="translation")
    Permission.objects.create(
        content_type=translation, codename="submit_translation", name="Can submit translations"
    )
    french, _english = locales()
    Page.add_root(instance=Page(title="Root", slug="root", locale=french))


def home() -> Page:
    """The page under which forms are made; rebuilt where a test emptied the database."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site:
        return site.root_page
    french, _english = locales()
    root = Page.get_first_root_node() or Page.add_root(
        instance=Page(title="Root", slug="root", locale=french)
    )
    page = root.add_child(instance=Page(title="Accueil", slug="accueil", locale=french))
    Site.objects.create(hostname="localhost", root_page=page, is_default_site=True)
    return page


def establishment(code="outaouais", **fields) -> Establishment:
    return Establishment.objects.create(
        **{
            "code": code,
            "name": f"Centre intégré de santé et de services sociaux de {code.title()}",
            "short_name": f"CISSS – {code.title()}",
            **fields,
        }
    )


def term(model, code: str, *, label="", english="", establishments=(), **fields):
    """A term in French and, with ``english``, in English too. Returns the French row."""
    french, other = locales()
    row = model(code=code, label=label or code.replace("-", " ").title(), locale=french, **fields)
    row.save()
    if model is Service:
        row.establishments.set(establishments)
    if english:
        copy = row.copy_for_translation(other)
        copy.label = english
        copy.save()
    return row


def territory(code: str, of: Establishment, **fields) -> Territory:
    return term(Territory, code, establishment=of, **fields)


def service(code: str, *establishments: Establishment, **fields) -> Service:
    return term(Service, code, establishments=establishments, **fields)


def audience(code: str, **fields) -> Audience:
    return term(Audience, code, **fields)


def contact_point(of: Establishment, **fields) -> ContactPoint:
    french, _english = locales()
    return ContactPoint.objects.create(
        **{
            "code": f"contact-{number()}",
            "label": "Organisation communautaire",
            "establishment": of,
            "phone": "+18199666484",
            "extension": "6",
            "email": "o'boite@example.org",
            "locale": french,
            **fields,
        }
    )


# Staff --------------------------------------------------------------------------------------


def team(of: Establishment, territories=(), services=(), **fields) -> Team:
    row = Team.objects.create(**{"name": f"Équipe {number()}", "establishment": of, **fields})
    row.territories.set(territories)
    row.services.set(services)
    return row


def user(role: str = "", *teams: Team, **fields):
    """A member of staff in the group of ``role`` (a code of ``triage.roles.ROLES``)."""
    serial = number()
    person = get_user_model().objects.create(
        **{
            "username": f"{role or 'nobody'}{serial}",
            "first_name": "Zoé",
            "last_name": f"Lévesque {serial}",
            "email": f"{role or 'nobody'}{serial}@example.org",
            **fields,
        }
    )
    if role:
        person.groups.add(Group.objects.get(name=ROLES[role].name))
    for one in teams:
        Membership.objects.create(user=person, team=one)
    return person


# Questions ----------------------------------------------------------------------------------


def block(type: str, *, id: str = "", options=(), show_if=(), required_if=(), **value) -> dict:
    """One raw block of the stream, with an id on everything that is in a list.

    ``options``: ``(key, label)`` or ``(key, label, free_text)`` each.
    ``lines``: ``(key, label)`` each; ``columns``: ``(key, label, type, required)`` each;
    or raw items, for their ids.
    ``show_if``, ``required_if``: ``(question, op, answers)`` each.
    """
    value = {name: content for name, content in value.items() if content is not None}
    if options:
        value["options"] = [_item(_option(*option)) for option in options]
    for name in ("lines", "columns"):
        if name in value:
            value[name] = [
                part if isinstance(part, dict) else _item(_part(*part)) for part in value[name]
            ]
    for name, tests in (("show_if", show_if), ("required_if", required_if)):
        if tests:
            value[name] = [
                _item({"question": about, "op": op, "answers": answers})
                for about, op, answers in tests
            ]
    return {"type": type, "id": id or str(uuid.uuid4()), "value": value}


def _option(key, label, free_text=False):
    return {"key": key, "label": label, "free_text": free_text}


def _part(key, label, kind="", required=False):
    return {"key": key, "label": label, **({"kind": kind, "required": required} if kind else {})}


def _item(value: dict) -> dict:
    return {"type": "item", "id": str(uuid.uuid4()), "value": value}


def question(type: str, key: str = "q", **fields) -> Question:
    """A frozen question, for tests of one type without a page."""
    made = schema_from_json({"items": [{"key": key, "type": type, "label": "Étiquette", **fields}]})
    return made.questions[0]


def usual_questions() -> list[dict]:
    """A short form that fills every column of the inbox."""
    why = "Pour vous joindre."
    return [
        block("section", title="Votre groupe"),
        block("text", label="Nom du groupe", key="org_name", role="organization", required=False),
        block("section", title="Personne à joindre"),
        block("name", label="Prénom et nom", key="contact_name", role="name", why=why),
        block("email", label="Courriel", key="email", role="email", why=why, required=False),
        block("phone", label="Téléphone", key="phone", role="phone", why=why, required=False),
        block("section", title="Votre besoin"),
        block(
            "territory",
            label="Territoire",
            key="territory",
            role="territory",
            options=[("unsure", "Je ne sais pas")],
        ),
        block("text", label="En une phrase", key="title", role="summary"),
        block("long_text", label="Description", key="description", max_length=2000),
        block("date", label="Date", key="deadline", role="deadline", required=False),
        block(
            "yes_no", label="Un organisateur vous connaît-il?", key="known", required=False,
            unsure=True,
        ),
        block(
            "text",
            label="Qui?",
            key="organizer",
            role="known_organizer",
            show_if=[("known", "is", "yes")],
        ),
    ]  # fmt: skip


ANSWERS = {
    "org_name": "École Saint-Jérôme",
    "contact_name": {"given": "Éloïse", "family": "Nguyen-O’Connor"},
    "email": "eloise@example.org",
    "phone": {"number": "819 555-0123", "extension": "45"},
    "territory": ["gatineau"],
    "title": "Créer un jardin collectif",
    "description": "Nous voulons de l’eau pour notre œuvre.\nEt un cabanon.",
    "deadline": {"day": "1er", "month": "mai", "year": "2031"},
}


def answers(**changes) -> dict:
    """What a person typed in the usual form; ``None`` takes an answer away."""
    return {name: value for name, value in {**ANSWERS, **changes}.items() if value is not None}


def stream_of(blocks: list[dict]):
    """The stream value of raw blocks, as a page would hold it."""
    return RequestFormPage._meta.get_field("questions").stream_block.to_python(blocks)


# Forms --------------------------------------------------------------------------------------


def form_page(questions: list[dict], *, publish=True, parent=None, **fields) -> RequestFormPage:
    """A form page, live unless ``publish=False``.

    It is made live at once, without a revision, which is quicker; Wagtail's own publication is for
    the tests that are about it.
    """
    serial = number()
    french, _english = locales()
    page = RequestFormPage(
        **{
            "title": "Demande de soutien",
            "slug": f"demande-{serial}",
            "locale": french,
            "questions": stream_of(questions),
            "collection_notice": "Nous recueillons ces renseignements pour vous répondre.",
            "confirmation": "Une personne vous lira d’ici [jours pour lire] jours.",
            "acknowledgement_subject": "Votre demande [numéro] est bien reçue",
            "acknowledgement_body": (
                "Bonjour [prénom],\n\n[numéro], le [date].\n[lien]\n[téléphone]"
            ),
            "live": publish,
            **fields,
        }
    )
    with disable_reference_index_auto_update():  # a third of the time
        (parent or home()).add_child(instance=page)
    if publish:
        operations.record_version(page=page)
    return RequestFormPage.objects.get(pk=page.pk)


def translate(page: RequestFormPage, words: dict[str, str], publish=True) -> RequestFormPage:
    """The English page of ``page``, made by wagtail-localize; ``words`` maps French to English.

    To be published it must be complete: what ``words`` lacks is said in the same words.
    """
    _french, english = locales()
    source, _created = TranslationSource.update_or_create_from_instance(page)
    translation, _created = Translation.objects.get_or_create(source=source, target_locale=english)
    for segment in source.stringsegment_set.select_related("string", "context"):
        said = words.get(segment.string.data, segment.string.data if publish else None)
        if said is not None:
            StringTranslation.objects.update_or_create(
                translation_of=segment.string,
                locale=english,
                context=segment.context,
                defaults={"data": said},
            )
    if page.get_parent().get_translation_or_none(english) is None:
        above = page.get_parent().specific.copy_for_translation(english, copy_parents=True)
        above.save_revision().publish()
    with TestCase.captureOnCommitCallbacks(execute=True):  # it publishes after the commit
        translation.save_target(publish=publish)
    return type(page).objects.get(translation_key=page.translation_key, locale=english)


def offer_page(body=(), *, publish=True, parent=None, **fields) -> ServiceOfferPage:
    """An offer page; ``body`` is raw: ``(block, value)`` each."""
    french, _english = locales()
    raw = [{"type": kind, "id": str(uuid.uuid4()), "value": value} for kind, value in body]
    page = ServiceOfferPage(
        **{
            "title": "Soutien",
            "slug": f"offre-{number()}",
            "locale": french,
            "body": json.dumps(raw),
            "live": False,
            **fields,
        }
    )
    with disable_reference_index_auto_update():
        (parent or home()).add_child(instance=page)
        if publish:
            page.save_revision().publish()
    return ServiceOfferPage.objects.get(pk=page.pk)


def listed(*values) -> list[dict]:
    """The raw items of a list, each with its id."""
    return [_item(value) for value in values]


def posted(page: RequestFormPage, query: str) -> dict:
    """What the types read of a posted form, from a URL-encoded string."""
    data = QueryDict(query)
    return {
        one.key: registry.get(one.type).read(one, data)
        for one in page.current_version().parsed.questions
    }


def resolved(page: RequestFormPage, raw: dict, today: date | None = None) -> Resolution:
    context = Context(today=today or timezone.localdate())
    return resolve(page.current_version().parsed, raw, context)


def submission(page: RequestFormPage, raw: dict, **fields) -> operations.Submission:
    """A valid submission of ``raw``."""
    resolution = resolved(page, raw)
    assert resolution.is_valid, resolution.errors
    return operations.Submission(
        **{
            "page": page,
            "version": page.current_version(),
            "clean": resolution.clean,
            "submission_id": uuid.uuid4(),
            **fields,
        }
    )


def submit(page: RequestFormPage, raw: dict | None = None, **fields) -> SupportRequest:
    """Receive ``raw`` (the usual answers without it), as the public side does."""
    stored = operations.receive(submission(page, answers() if raw is None else raw, **fields))
    return SupportRequest.objects.get(pk=stored.pk)


def undelivered(mail: OutboxMessage, status="failed") -> OutboxMessage:
    """``mail`` as if the server had refused it."""
    rows = OutboxMessage.objects.filter(pk=mail.pk)
    rows.update(status=status, attempts=3, last_error="SMTPRecipientsRefused 550")
    return rows.get()


def undelivered_reminder(person) -> OutboxMessage:
    """A reminder that did not reach ``person``."""
    outbox.post_digest(person, timezone.localdate() - timedelta(days=number()))
    return undelivered(OutboxMessage.objects.filter(kind="digest", user=person).last())


# Evaluations and decisions -------------------------------------------------------------------


def grid(request: SupportRequest, **fields) -> CriteriaGrid:
    """The grid in force for a request, made when there is none."""
    found = CriteriaGrid.objects.for_request(request)
    return found or CriteriaGrid.objects.create(
        **{
            "establishment": request.establishment,
            "service": request.service,
            "number": 1,
            "state": "active",
            "definition": GRID,
            "activated_at": timezone.now(),
            "activated_by_name": "Ghislaine Roy",
            **fields,
        }
    )


def evaluate(request: SupportRequest, *people, notes=None, gate=None, **fields) -> SupportRequest:
    """As if each of ``people`` had handed in an evaluation, with the score as it then stands.

    Arguments:
        notes: one note for every criterion, or key → note; or one of these for each person.
    """
    on = grid(request)
    notes = notes if isinstance(notes, list) else [2 if notes is None else notes] * len(people)
    for person, given in zip(people, notes, strict=True):
        _hand_in(request, on, person, given, gate, fields)
    counted = list(Evaluation.objects.counted().filter(request=request, grid=on))
    combined = combine(on.parsed, [(one.gate, one.notes) for one in counted])
    state = "discuss" if combined.asks_discussion else combined.score.state
    SupportRequest.objects.filter(pk=request.pk).update(
        score=combined.score.value,
        band=combined.score.band.key if combined.score.band else "",
        score_state=state,
        evaluated=len(counted),
        evaluations_needed=on.needed,
    )
    return SupportRequest.objects.get(pk=request.pk)


def _hand_in(request, on, person, notes, gate, fields):
    parsed = on.parsed
    given = notes if isinstance(notes, dict) else {one.key: notes for one in parsed.criteria}
    evaluation = Evaluation.objects.create(
        **{
            "request": request,
            "grid": on,
            "evaluator": person,
            "evaluator_name": person.get_full_name(),
            "gate": gate or {item.key: True for item in parsed.gate},
            "submitted_at": timezone.now(),
            **fields,
        }
    )
    EvaluationScore.objects.bulk_create(
        EvaluationScore(evaluation=evaluation, criterion=key, points=note)
        for key, note in given.items()
    )


def ruling(kind: str, request: SupportRequest, **changes) -> operations.Ruling:
    """A decision that says all that its kind asks for."""
    today = timezone.localdate()
    parts = {
        "accepted": {
            "team": request.team,
            "person": request.assignee,
            "contact_by": today + timedelta(days=7),
        },
        "redirected": {"resource": "La Maison de la famille"},
        "declined": {"suggestion": "Une rencontre d’information."},
        "postponed": {"until": today + timedelta(days=60)},
    }[kind]
    return operations.Ruling(**{"kind": kind, "reason": "Parce que.", **parts, **changes})


def decide(request: SupportRequest, decider, kind: str, *, evaluators=(), **changes):
    """Decide, after two people evaluated the request; returns it as it then stands."""
    done = Evaluation.objects.counted().filter(request=request).count()
    if (needed := KINDS[kind].evaluators) > done:
        serial = number()
        evaluators = evaluators or [
            user(username=f"evaluator{serial}-{one}", email="") for one in range(needed)
        ]
        evaluate(request, *evaluators)
    request = SupportRequest.objects.get(pk=request.pk)
    operations.decide(
        user=decider,
        request=request,
        ruling=ruling(kind, request, **changes),
        version=request.version,
    )
    return SupportRequest.objects.get(pk=request.pk)


def also_names(request: SupportRequest, territory: Territory) -> None:
    """As if the requester had named this territory too, while another answers."""
    request.territories.add(territory)
    others = request.territories.exclude(pk=request.territory_id).values_list("pk", flat=True)
    SupportRequest.objects.filter(pk=request.pk).update(other_territories=as_text(others))


@dataclass
class World:
    """Two territories and two services of one establishment; another establishment next to it.

    ``here`` is the team of Gatineau for community organizing; everyone is asked for lazily.
    """

    establishment: Establishment = field(default_factory=establishment)

    def __post_init__(self):
        self.gatineau = territory("gatineau", self.establishment, english="Gatineau (English)")
        self.pontiac = territory("pontiac", self.establishment, english="Pontiac (English)")
        self.organizing = service(
            "organizing", self.establishment, label="Organisation communautaire"
        )
        self.housing = service("housing", self.establishment, label="Logement social")
        self.here = team(self.establishment, [self.gatineau], [self.organizing])
        self.there = team(self.establishment, [self.pontiac], [self.organizing])

    @cached_property
    def contact(self) -> ContactPoint:
        return contact_point(self.establishment)

    @cached_property
    def page(self) -> RequestFormPage:
        return self.form(usual_questions())

    def form(self, questions: list[dict], **fields) -> RequestFormPage:
        """A form of this establishment."""
        given = {
            "establishment": self.establishment,
            "service": self.organizing,
            "contact": self.contact,
        }
        return form_page(questions, **given | fields)

    @cached_property
    def elsewhere(self) -> "Elsewhere":
        return Elsewhere()

    def person(self, role: str, *teams: Team, **fields):
        """Someone of the team of Gatineau, or of ``teams``."""
        return user(role, *(teams or (self.here,)), **fields)

    @cached_property
    def organizer(self):
        return self.person("organizer")

    @cached_property
    def moderator(self):
        return self.person("moderator")

    @cached_property
    def manager(self):
        return self.person("manager")

    @cached_property
    def intake(self):
        return self.person("intake")


class Elsewhere:
    """Another establishment, with a team of its own."""

    def __init__(self):
        self.establishment = establishment("laurentides")
        self.territory = territory("argenteuil", self.establishment)
        self.service = service("rcoc", self.establishment)
        self.team = team(self.establishment, [self.territory], [self.service])


def rule(of: Establishment, *, services=(), territories=(), audiences=(), **fields) -> RoutingRule:
    """A routing rule, tried after those that were made before."""
    row = RoutingRule.objects.create(**{"name": f"Règle {number()}", "establishment": of, **fields})
    for name, terms in (
        ("services", services),
        ("territories", territories),
        ("audiences", audiences),
    ):
        getattr(row, name).set(terms)
    return row


def absence(person, replacement=None, *, days=(0, 5)) -> Absence:
    """``person`` is away from ``days[0]`` to ``days[1]``, counted from today."""
    starts_on, ends_on = (timezone.localdate() + timedelta(days=day) for day in days)
    return Absence.objects.create(
        user=person, replacement=replacement, starts_on=starts_on, ends_on=ends_on
    )


def holiday(of: Establishment, day: str, label="Congé") -> Holiday:
    return Holiday.objects.create(establishment=of, date=date.fromisoformat(day), label=label)
