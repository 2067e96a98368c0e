"""Some seventy requests, in every state, made through the real operations."""

import random
from datetime import date, timedelta

from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import RequestFormPage, Service, SupportRequest
from coorg_forms.questions.keys import fold
from coorg_forms.questions.resolve import Context, resolve
from example_site.demo import decisions, entered
from example_site.demo.cast import Cast
from example_site.demo.clock import Clock
from example_site.demo.files import read
from example_site.demo.ids import fixed_id

SEED = 20_260_401

_REVIEW = ("take", "review", "note")
_ASSIGNED = (*_REVIEW, "accept", "begin")

#: story → what staff did, step by step: moves of the table, and the verbs of ``Cast``.
STORIES = {
    "received": (),
    "to_route": (),
    "quarantined": (),
    "spam": ("spam",),
    "released": ("release", "take"),
    "noted": ("note",),
    "taken": ("take",),
    "review": _REVIEW,
    "info_needed": (*_REVIEW, "ask"),
    "resumed": (*_REVIEW, "ask", "resume", "note"),
    "accepted": (*_REVIEW, "accept"),
    "assigned": (*_ASSIGNED, "plan"),
    "assigned_by_intake": ("assign", "review", "accept", "begin", "plan"),
    "closed": (*_ASSIGNED, "note", "close"),
    "redirected": ("redirect",),
    "declined": (*_REVIEW, "decline"),
    "review_asked": (*_REVIEW, "decline", "ask_review"),
    "postponed": (*_REVIEW, "postpone"),
    "reopened": (*_REVIEW, "decline", "reopen"),
    "withdrawn": ("take", "withdraw"),
    "routed": ("route", "take"),
    "duplicate": ("duplicate",),
    "psoc": ("route_to_psoc", "note"),
}


def make_requests() -> None:
    """Receive the requests, oldest first, and have staff work on them."""
    chance, clock, cast = random.Random(SEED), Clock(), Cast(read("requests")["reasons"])
    clock.set_back_versions()
    pages = {
        (page.establishment.code, page.language): page
        for page in RequestFormPage.objects.select_related("establishment", "locale")
    }
    for number, data, moments in _in_order(clock, chance):
        page = pages[data["establishment"], data["language"]]
        request = _receive(page, data, number, chance, cast)
        clock.set_back(request, moments[0])
        if data.get("undelivered"):
            clock.fail_acknowledgement(request)
        for step, moment in zip(STORIES[data["story"]], moments[1:], strict=True):
            before, request = (SupportRequest.objects.get(pk=request.pk) for _copy in range(2))
            _do(step, request, cast, data, chance)
            clock.set_back(request, moment, before)


def _in_order(clock: Clock, chance: random.Random) -> list[tuple[int, dict, list]]:
    """``(number, data, moments)`` of every request, oldest first, as references go."""
    told = [
        (number, data, list(clock.moments(data["age"], len(STORIES[data["story"]]), chance)))
        for number, data in enumerate(read("requests")["requests"])
    ]
    return sorted(told, key=lambda item: item[2][0])


def _receive(page, data: dict, number: int, chance: random.Random, cast: Cast) -> SupportRequest:
    today, version = timezone.localdate(), page.current_version()
    raw = _raw_answers(data, today, chance)
    result = resolve(version.parsed, raw, Context(today=today))
    assert result.is_valid, (data["answers"]["title"], result.errors)
    submission = operations.Submission(
        page=page,
        version=version,
        clean=result.clean,
        submission_id=fixed_id("submission", number),
        suspicions=tuple(data.get("suspicions", ())),
    )
    if "channel" in data:
        return entered.enter(submission, data, cast.clerk(page.establishment))
    return operations.receive(submission)


def _raw_answers(data: dict, today: date, chance: random.Random) -> dict:
    """The answers as they would be posted, with what every request has."""
    raw = {**data["answers"], "authorized": ["yes"]}
    by_phone = raw["contact_pref"] == ["phone"]
    if not by_phone:
        raw.setdefault("email", _address(raw["contact_name"]))
    if by_phone or chance.random() < 0.6:
        area = "819" if data["establishment"] == "outaouais" else "450"
        raw.setdefault("phone", f"{area} 555-01{chance.randrange(100):02d}")
    if "deadline_in" in data:
        raw["deadline"] = (today + timedelta(days=data["deadline_in"])).isoformat()
    return raw


def _address(name: dict) -> str:
    words = fold(f"{name['given']} {name['family']}").replace("’", "").split()
    return ".".join(words) + "@example.org"


def _do(step: str, request: SupportRequest, cast: Cast, data: dict, chance: random.Random) -> None:
    words = data.get("words", {}).get(step) or cast.words(step, request.language, chance)
    match step:
        case "take":
            operations.take(user=cast.organizer(request, chance), request=request)
        case "note":
            operations.note(user=cast.actor(request), request=request, body=words)
        case "assign":
            operations.assign(
                user=cast.intake(request),
                request=request,
                assignee=cast.organizer(request, chance),
                version=request.version,
            )
        case "plan":
            operations.plan(
                user=cast.actor(request),
                request=request,
                due_on=timezone.localdate() + timedelta(days=chance.randrange(2, 40)),
                version=request.version,
            )
        case "route" | "route_to_psoc":
            _route(request, cast, "psoc" if step == "route_to_psoc" else "oc")
        case "release":
            operations.release(user=cast.intake(request), request=request, version=request.version)
        case "spam":
            operations.close_as_spam(
                user=cast.intake(request), request=request, version=request.version
            )
        case "duplicate":
            kept = SupportRequest.objects.get(summary=data["same_as"])
            operations.mark_duplicate(
                user=cast.moderator(request),
                request=request,
                reference=kept.reference,
                version=request.version,
            )
        case "ask_review":
            operations.ask_review(request=request, body=words)
        case "accept" | "redirect" | "decline" | "postpone":

            def said(name: str) -> str:
                given = data.get("words", {}).get(name)
                return given or cast.words(name, request.language, chance)

            decisions.decide(request, step, said, cast, chance)
        case _:
            operations.move(
                user=cast.mover(request, step),
                request=request,
                move=step,
                version=request.version,
                reason=words,
            )


def _route(request: SupportRequest, cast: Cast, service: str) -> None:
    """To the territory that the request names, or to the first one."""
    territory = request.territories.first() or request.establishment.territories.canonical()[1]
    operations.route(
        user=cast.intake(request),
        request=request,
        territory=territory,
        service=Service.objects.canonical().get(code=service),
        version=request.version,
    )
