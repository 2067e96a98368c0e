"""What the addresses of the table are about, and what is posted to them."""

from functools import cached_property
from uuid import uuid4

from django.apps import apps
from django.urls import reverse

from coorg_forms import operations
from coorg_forms.models import Population, ReplyTemplate, ShortLink, SupportRequest, Theme
from tests import factories, grids
from tests.access.table import MAY, READS


def args_of(name: str, request) -> list:
    """What the address of a request holds."""
    more = {"move": ["review"], "decide": ["redirected"], "file": [uuid4()]}
    return [request.reference, *more.get(name, [])]


def act(name: str, world, request: SupportRequest, other: str) -> dict:
    """What is posted to an act; to pages that only show, a version too many.

    Arguments:
        other: reference of another request.
    """
    notes = {f"note-{key}": note for key, note in grids.WORKED.items()}
    found = {"evaluation": 0, **notes, **{f"gate-{key}": "yes" for key in grids.GATE}}
    typed = {
        "assign": {"assignee": world.organizer.pk},
        "note": {"body": "Note"},
        "reply": {"body": "Bonjour"},
        "ask_review": {"body": "Bonjour"},
        "route": {"territory": world.gatineau.pk, "service": world.organizing.pk},
        "refuse_correction": {"reason": "Parce que."},
        "evaluate": found,
        "submit_evaluation": found,
        "joint_note": {"body": "Note"},
        "duplicate": {"reference": other},
        "choose_band": {"band": "P1", "reason": "Note"},
        "decide": {"reason": "Parce que.", "resource": "Info-Social"},
        "give_review": {"reviewer": world.manager.pk},
        "answer_review": {"outcome": "upheld", "reason": "Parce que."},
    }
    return {"version": request.version or 1, **typed.get(name, {})}


class Filled:
    """A world with a row of everything that an address may be about."""

    def __init__(self, world):
        self.world = world
        grids.in_force(world, needed=9)
        self.request = factories.submit(world.page)
        self.other = factories.submit(world.page, factories.answers(org_name="Autre"))
        self.lost = factories.undelivered_reminder(world.organizer)
        factories.rule(world.establishment)
        factories.holiday(world.establishment, "2031-01-01")
        factories.audience("citizens")
        factories.term(Theme, "food")
        factories.term(Population, "youth")
        ReplyTemplate.objects.create(name="Accusé", language="fr", body="Bonjour")
        self._unused()
        ShortLink.objects.create(label="Affiche", code="affiche", page=factories.home())

    def _unused(self):
        """A last row of what others hold on to, which may be deleted."""
        free = factories.establishment("free")
        factories.territory("free", free)
        factories.service("free", free)
        factories.team(self.world.establishment)
        factories.contact_point(self.world.establishment)
        factories.establishment("alone")

    @cached_property
    def grid(self):
        return operations.draft_grid(
            user=self.world.manager,
            establishment=self.world.establishment,
            service=self.world.housing,
            definition=grids.definition(),
        )

    def path(self, name: str) -> str:
        return reverse(name, args=self._args(name))

    def _args(self, name: str) -> list:
        room, _colon, page = name.partition(":")
        if room == "coorg_requests":
            return self._of_inbox(page)
        if room == "coorg_grids":
            return [] if page in ("index", "new") else [self.grid.pk]
        if room == "coorg_forms_editor":
            return [factories.home().pk if page.startswith("start") else self.world.page.pk]
        return self._of_model(room.rpartition("_")[2], page)

    def _of_inbox(self, page: str) -> list:
        known = {
            **{one: ["mine"] for one in ("view_index", "view_index_results")},
            **{one: [1] for one in ("saved_view", "delete_view", "end_absence")},
            "retry_reminder": [self.lost.pk],
            "export_progress": [uuid4()],
            "enter_form": [self.world.page.pk],
            "enter_read_back": [self.world.page.pk, uuid4()],
            "entered": [uuid4()],
        }
        if page in known or page not in {*READS, *MAY, "file"}:
            return known.get(page, [])
        return args_of(page, self.request)

    def _of_model(self, model: str, page: str) -> list:
        about_one = ("edit", "delete", "copy", "usage", "history", "history_results", "chosen")
        if page not in (*about_one, "order", "code"):
            return []
        row = apps.get_model("coorg_forms", model).objects.order_by("pk").last()
        return [row.pk, "svg"] if page == "code" else [row.pk]

    def data(self, name: str) -> dict:
        """What is posted."""
        page = name.removeprefix("coorg_requests:")
        if page in MAY:
            return act(page, self.world, self.request, self.other.reference)
        item = f"{self.request.reference}:{self.request.version}"
        known = {
            "coorg_requests:bulk_reply": {"item": item},
            "coorg_forms_editor:check_now": {"questions-count": 0},
        }
        return known.get(name, {})
