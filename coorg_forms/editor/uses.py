"""What mentions a question outside of its own block, one by one, each with a way to it.

Another room adds what it keeps: ``SOURCES.append(function)``, a function of a ``Subject`` that
yields each ``Use``.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.http import QueryDict
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coorg_forms.models import ReplyTemplate, RoutingRule, SavedView, ShortLink
from coorg_forms.models.texts import mentioned_placeholders
from coorg_forms.questions.changes import Change
from coorg_forms.questions.roles import ROLES
from coorg_forms.questions.schema import Question, Schema
from coorg_forms.questions.written import quoted

#: Placeholder → role of the question that it is read from.
PLACEHOLDER_ROLES = {"first_name": "name"}
#: Role of a question → what a routing rule reads of its answers: codes, or whether it reads them.
RULE_ROLES = {
    "territory": lambda rule: {term.code for term in rule.territories.all()},
    "service": lambda rule: {term.code for term in rule.services.all()},
    "audience": lambda rule: {term.code for term in rule.audiences.all()},
    "place": lambda rule: bool(rule.place),
    "known_organizer": lambda rule: bool(rule.organizer),
}
#: Role of a question → the filter of the inbox that its answers feed.
FILTER_ROLES = {"territory": "territory", "service": "service"}


@dataclass(frozen=True)
class Use:
    text: str
    url: str = ""
    """Where it can be changed."""
    block: str = ""
    """Id of the block of the form where it can be changed."""

    def __str__(self):
        return self.text


class Surroundings:
    """What is kept around a form, read once for all of its changes."""

    def __init__(self, page):
        self.page = page

    @cached_property
    def saved_views(self) -> list[tuple[SavedView, QueryDict]]:
        views = SavedView.objects.select_related("team")
        return [(view, QueryDict(view.query.removeprefix("?"))) for view in views]

    @cached_property
    def reply_templates(self) -> list[ReplyTemplate]:
        found = ReplyTemplate.objects.filter(active=True)
        return [one for one in found if one.service_id in (None, self.page.service_id)]

    @cached_property
    def routing_rules(self) -> list[RoutingRule]:
        """Those that may send a request of this form, in their order."""
        rules = RoutingRule.objects.filter(active=True, establishment=self.page.establishment_id)
        found = rules.whole().order_by("position", "pk")
        return [rule for rule in found if rule.form_key in (None, self.page.form_key)]

    @cached_property
    def short_links(self) -> list[tuple[ShortLink, QueryDict]]:
        pages = self.page.get_translations(inclusive=True)
        links = ShortLink.objects.filter(page__in=pages, active=True).exclude(query="")
        return [(link, QueryDict(link.query)) for link in links]


@dataclass(frozen=True)
class Subject:
    """A change, and the form around it."""

    change: Change
    after: Schema
    """The form as it will be."""
    texts: Mapping[str, str]
    """Its texts by name, as ``TEXTS`` lists them."""
    around: Surroundings

    @property
    def question(self) -> Question:
        """As it was before the change, if it was."""
        return self.change.before or self.change.question

    @property
    def loses_role(self) -> bool:
        """Whether no question plays its part any more."""
        role = self.question.role
        return self.change.kind == "removed" and bool(role) and role not in self.after.by_role

    @property
    def gone_options(self) -> set[str]:
        """Keys of the answers that are not offered any more."""
        if self.change.kind == "removed":
            return set(self.question.option_labels)
        kept = self.change.question.option_labels
        return {key for key in self.question.option_labels if key not in kept}


def uses(subject: Subject) -> list[Use]:
    """What a change touches elsewhere."""
    if subject.change.kind == "moved":
        return []
    return [use for source in SOURCES for use in source(subject)]


def _conditions(subject: Subject) -> Iterator[Use]:
    """The questions that depend on it."""
    for other in subject.after.questions:
        conditions = filter(None, (other.show_if, other.required_if))
        if any(test.question == subject.question.key for one in conditions for test in one.tests):
            text = _("A condition of %(question)s is about it.") % {"question": quoted(other.label)}
            yield Use(text, block=other.id)


def _exports(subject: Subject) -> Iterator[Use]:
    if subject.change.kind == "removed":
        yield Use(_("Its column stays in exports, for the requests that answered it."))
    if subject.change.kind == "renamed":
        yield Use(_("Its column in exports takes the new words; its key stays."))
    if subject.change.kind == "options_removed":
        yield Use(_("Earlier requests keep these answers; filters and counts by them go on."))


def _inbox(subject: Subject) -> Iterator[Use]:
    if subject.loses_role:
        use = {"use": ROLES[subject.question.role]}
        yield Use(_("The inbox reads “%(use)s” from it: it will be blank.") % use)


def _saved_views(subject: Subject) -> Iterator[Use]:
    """The views that filter by what will not be answered any more."""
    name = FILTER_ROLES.get(subject.question.role)
    if name is None or not subject.gone_options:
        return
    gone = subject.gone_options
    touched = [view for view, query in subject.around.saved_views if gone & {*query.getlist(name)}]
    for view in touched:
        if view.team:
            text = _("The saved view %(view)s filters by it.") % {"view": quoted(view.name)}
            yield Use(text, _view_url(view))
    if personal := sum(view.team is None for view in touched):
        yield Use(
            ngettext(
                "%(count)s personal view filters by it.",
                "%(count)s personal views filter by it.",
                personal,
            )
            % {"count": personal}
        )


def _mails(subject: Subject) -> Iterator[Use]:
    question = subject.question
    if subject.loses_role and question.role == "email":
        yield Use(_("The acknowledgement is sent to this address: it will not leave any more."))
    for placeholder in _weakened(subject):
        if any(placeholder in mentioned_placeholders(text) for text in subject.texts.values()):
            said = _("The acknowledgement says [%(placeholder)s], which is read from it.")
            yield Use(said % {"placeholder": _("first name")})


def _reply_templates(subject: Subject) -> Iterator[Use]:
    for placeholder in _weakened(subject):
        for template in subject.around.reply_templates:
            if placeholder in mentioned_placeholders(template.body):
                said = _("The reply template %(name)s says [%(placeholder)s].")
                names = {"name": quoted(template.name), "placeholder": _("first name")}
                yield Use(said % names, _snippet_url(template))


def _routing_rules(subject: Subject) -> Iterator[Use]:
    """The rules that wait for an answer which will not be given any more."""
    reads = RULE_ROLES.get(subject.question.role)
    if reads is None or not (subject.loses_role or subject.gone_options):
        return
    for rule in subject.around.routing_rules:
        read = reads(rule)
        is_gone = subject.loses_role or (read is not True and read & subject.gone_options)
        if read and is_gone:
            text = _("The routing rule %(name)s reads it.") % {"name": quoted(rule.name)}
            yield Use(text, _snippet_url(rule))


def _short_links(subject: Subject) -> Iterator[Use]:
    """The printed addresses that fill it in."""
    key, gone = subject.question.key, subject.gone_options
    for link, query in subject.around.short_links:
        names = [name for name in query if name == key or name.startswith(f"{key}-")]
        values = {value for name in names for value in query.getlist(name)}
        if names and (subject.change.kind == "removed" or values & gone):
            said = _("The short address %(words)s fills it in.") % {"words": link.words}
            yield Use(said, _snippet_url(link))


def _weakened(subject: Subject) -> Iterator[str]:
    """The placeholders that may have nothing to say any more."""
    if subject.change.kind in ("removed", "now_optional"):
        for placeholder, role in PLACEHOLDER_ROLES.items():
            if subject.question.role == role:
                yield placeholder


def _view_url(view: SavedView) -> str:
    try:
        return reverse("coorg_requests:saved_view", args=[view.pk])
    except NoReverseMatch:
        return ""


def _snippet_url(row) -> str:
    viewset = getattr(type(row), "snippet_viewset", None)
    return reverse(viewset.get_url_name("edit"), args=[row.pk]) if viewset else ""


#: What is asked, in the order in which it is told.
SOURCES: list[Callable[[Subject], Iterator[Use]]] = [
    _conditions,
    _exports,
    _inbox,
    _saved_views,
    _mails,
    _reply_templates,
    _routing_rules,
    _short_links,
]
