"""Who opens which address of the admin, and what each method then does: one row for each.

An answer is a status, or "home" and "login" for those who are sent there, "done" for those who are
sent elsewhere, "told" when the history of the request then holds it.

What a row leaves unsaid: PATCH is never allowed (405), OPTIONS always (200), HEAD says what GET
says. Whoever does not enter the admin is sent to sign in; whoever may not open it, to the home of
the admin.
"""

from dataclasses import dataclass, replace

EVERYONE = (
    *("intake", "organizer", "moderator", "manager", "auditor", "privacy", "editor"),
    *("superuser", "pages"),
)
"""Those who enter the admin: the roles, an administrator, someone who only writes pages."""
OUTSIDE = ("anonymous", "nobody")
STAFF = ("intake", "organizer", "moderator", "manager", "auditor", "privacy", "superuser")
MANAGERS = ("manager", "superuser")


@dataclass(frozen=True)
class Row:
    who: tuple[str, ...]
    """Those who open it."""
    get: int | str = 200
    post: int | str = 405
    put: int | str = 405
    delete: int | str = 405
    may: tuple[str, ...] | None = None
    """Those among them whose POST does ``post``; to the others it answers ``refused``."""
    refused: int | str = 422
    away: int | str = "home"
    """What the others get."""
    blind: tuple[str, ...] = ()
    """Those to whom a GET is forbidden while they still have to evaluate."""
    method_first: bool = False
    """Whether the method is judged before the person, OPTIONS too."""

    def expected(self, role: str, method: str) -> int | str:
        if role in OUTSIDE:
            return "login"
        if self.method_first and method != "post":
            return 405
        if role not in self.who:
            return self.away
        if method == "post" and self.may is not None and role not in self.may:
            return self.refused
        if method in ("get", "head"):
            return 403 if role in self.blind else self.get
        return {"patch": 405, "options": 200}.get(method) or getattr(self, method)


# What requests refer to: model × page ---------------------------------------------------------

#: model → who sees its list, who adds, who changes, who deletes.
_WORDS = (("manager", "editor", "superuser"), MANAGERS, ("manager", "editor", "superuser"),
          ("superuser",))  # fmt: skip
_OURS = (MANAGERS,) * 4
MODELS = {
    **dict.fromkeys(("territory", "service", "audience", "theme", "population"), _WORDS),
    "contactpoint": _WORDS,
    "shortlink": (*[("manager", "editor", "superuser")] * 3, ("superuser",)),
    "team": (*[MANAGERS] * 3, ("superuser",)),
    "establishment": (MANAGERS, MANAGERS, MANAGERS, ("superuser",)),
    **dict.fromkeys(("membership", "routingrule", "replytemplate", "holiday"), _OURS),
}
#: Public facts, which whoever writes pages or forms chooses from. The others are for their readers.
CHOSEN_BY_ALL = {*MODELS} - {"team", "membership", "routingrule", "replytemplate"}
WITHOUT_COPY = ("routingrule", "shortlink", "holiday")


def _of_model(model: str) -> dict[str, Row]:
    see, add, change, delete = MODELS[model]
    rows = {
        **{name: Row(see) for name in ("list", "list_results")},
        **{name: Row(change) for name in ("usage", "history", "history_results")},
        "add": Row(add, post=200, put=200),
        "copy": Row(add, post=200, put=200),
        "edit": Row(change, post=200, put=200),
        "delete": Row(delete, post="done", delete="done"),
    }
    if model in WITHOUT_COPY:
        del rows["copy"]
    return {f"wagtailsnippets_coorg_forms_{model}:{name}": row for name, row in rows.items()}


def _of_chooser(model: str) -> dict[str, Row]:
    see, add, change, _delete = MODELS[model]
    who = EVERYONE if model in CHOSEN_BY_ALL else (*see, *change)
    rows = {
        name: Row(who) for name in ("choose", "choose_results", "chosen", "chosen_multiple")
    } | {"create": Row(add, post="fails")}  # Wagtail has no form to make one with, and no link here
    return {f"wagtailsnippetchoosers_coorg_forms_{model}:{name}": row for name, row in rows.items()}


# Requests -------------------------------------------------------------------------------------

DAILY = ("organizer", "moderator", "manager", "superuser")
FRONT = ("intake", "moderator", "manager", "superuser")
WRITERS = ("intake", "organizer", "moderator", "manager", "superuser")
#: act → who may do it on a request of their own team, received and untouched.
MAY = {
    "take": DAILY,
    "assign": FRONT,
    "unassign": (),  # nobody looks after it
    "plan": (),  # a promise runs
    "move": DAILY,
    "decide": ("moderator", "manager", "superuser"),
    "ask_review": (),  # it was not refused
    "give_review": (),
    "answer_review": (),
    "accept_correction": (),  # none waits
    "refuse_correction": (),
    "note": WRITERS,
    "reply": WRITERS,
    "quarantine": FRONT,
    "release": (),  # it is not in quarantine
    "spam": (),
    "route": ("intake", "manager", "superuser"),
    "duplicate": FRONT,
    "separate": (),  # it is no duplicate
    "retry": (),  # every mail left
    "settle": (),
    "undo": (),  # nothing was done
    "evaluate": DAILY,
    "submit_evaluation": DAILY,
    "declare_conflict": DAILY,
    "withdraw_conflict": (),  # nobody stepped aside
    "reopen_evaluation": (),  # nobody handed anything in
    "joint_note": (),  # nobody differs
    "renew_link": (),  # mails go out; see test_renew_link
    "choose_band": (),  # there is no score
}
#: Kept for oneself: the history of the request does not hear of it.
SILENT = {"evaluate"}
#: Pages of a request that only show.
READS = {"detail", "evaluation", "explained", "explained_pdf"}
#: Acts that have a page of their own.
PAGES = {"move", "decide"}
EXPORTERS = ("manager", "privacy", "superuser")

_READ = Row(STAFF, away=404)
REQUESTS = {
    **dict.fromkeys(("detail", "evaluation"), _READ),
    **{name: replace(_READ, blind=DAILY) for name in ("explained", "explained_pdf")},
    "file": replace(_READ, get=404),  # there is none
    **{
        name: Row(
            STAFF,
            get=200 if name in PAGES else 405,
            post="done" if name in SILENT else "told",
            may=may,
            away=404,
        )
        for name, may in MAY.items()
    },
}
DESK = {
    **{name: Row(STAFF) for name in ("index", "index_results", "view_index", "view_index_results")},
    **{name: Row(STAFF, get=405, post="done") for name in ("save_view", "prefer")},
    "saved_view": Row(STAFF, get=404),
    "delete_view": Row(STAFF, get=405, post=404),
    **{name: Row(STAFF, get=405, post="done") for name in ("bulk", "bulk_run", "bulk_undo")},
    "bulk_reply": Row(STAFF, get=405, post=422, may=WRITERS, refused="done"),
    "export": Row(EXPORTERS, post=422),
    "export_progress": Row(EXPORTERS),
    "exports": Row(EXPORTERS),
    "absences": Row(STAFF, post=422),
    "end_absence": Row(STAFF, get=405, post=404),
    "accesses": Row(EXPORTERS),
    "accesses_results": Row(EXPORTERS),
    "reports": Row(("manager", "auditor", "superuser")),
    "health": Row(MANAGERS),
    "retry_reminder": Row(MANAGERS, get=405, post="done"),
    "presence": Row(STAFF, get=405, post=200),
    "enter": Row(WRITERS, get="done"),  # to the only form
    "enter_form": Row(WRITERS, post=422),
    "enter_read_back": Row(WRITERS, get=404, post=404),
    "entered": Row(WRITERS, get=404),
}

# Evaluation grids, and the editor's pages ------------------------------------------------------

READERS = ("manager", "auditor", "superuser")
GRIDS = {
    **{name: Row(READERS) for name in ("index", "read", "what_if", "export")},
    **{name: Row(MANAGERS, post=422) for name in ("new", "edit", "check", "discard")},
}
#: Those who may edit pages.
PAGE_WRITERS = ("superuser", "pages")
EDITOR = {
    **{name: Row(PAGE_WRITERS) for name in ("check", "export", "imported")},
    "check_now": Row(PAGE_WRITERS, get=405, post=422, method_first=True),
    "link": Row(PAGE_WRITERS, post="done", may=("superuser",), refused="home"),  # a short link
    "link_code": Row(PAGE_WRITERS, get=404),  # of no link
    "start": Row(PAGE_WRITERS, post=422),
    "start_offer": Row(PAGE_WRITERS, post=404),  # from no starting point
}

ROWS = {
    **{name: row for model in MODELS for name, row in _of_model(model).items()},
    **{name: row for model in MODELS for name, row in _of_chooser(model).items()},
    "wagtailsnippets_coorg_forms_holiday:propose": Row(MANAGERS, post=422),
    "wagtailsnippets_coorg_forms_routingrule:trial": Row(MANAGERS, post=422),
    "wagtailsnippets_coorg_forms_routingrule:coverage": Row(MANAGERS),
    "wagtailsnippets_coorg_forms_routingrule:order": Row(MANAGERS, get=405, post="done"),
    "wagtailsnippets_coorg_forms_shortlink:code": Row(("manager", "editor", "superuser")),
    **{f"coorg_requests:{name}": row for name, row in {**DESK, **REQUESTS}.items()},
    **{f"coorg_grids:{name}": row for name, row in GRIDS.items()},
    **{f"coorg_forms_editor:{name}": row for name, row in EDITOR.items()},
}
