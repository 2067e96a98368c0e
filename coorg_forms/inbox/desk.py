"""What is read once for one whole answer: how far a person reaches, and the words of terms."""

from django.db.models import Q
from django.utils.functional import cached_property

from coorg_forms.inbox import vocabulary
from coorg_forms.inbox.bands import band_labels
from coorg_forms.models import Preference, RoutingRule, RoutingTable, SupportRequest
from coorg_forms.models.absence import Away
from coorg_forms.models.awaiting import hidden_from
from coorg_forms.models.reach import Reach
from coorg_forms.models.routing_idle import why_idle


class Desk:
    """Whoever sits there, for the length of one HTTP request."""

    def __init__(self, user):
        self.user = user
        self.reach = Reach(user)
        self._words: dict[type, dict[str, str]] = {}
        self._idle: dict[int, dict[int, str]] = {}

    @classmethod
    def of(cls, http_request) -> "Desk":
        """The desk of an HTTP request: the same for all that takes part in its answer."""
        desk = getattr(http_request, "coorg_desk", None)
        if desk is None:
            desk = http_request.coorg_desk = cls(http_request.user)
        return desk

    @cached_property
    def hidden(self) -> Q:
        """The requests whose score the person may not read yet."""
        return hidden_from(self.user, self.reach)

    @cached_property
    def away(self) -> Away:
        """Who is absent today."""
        return Away()

    @cached_property
    def requests(self):
        """Every request that the person may see."""
        return SupportRequest.objects.visible_to(self.user, self.reach)

    @property
    def parts(self) -> list:
        """``requests`` in parts that an index each leads to; they may overlap."""
        return SupportRequest.objects.parts_visible_to(self.user, self.reach)

    @cached_property
    def preference(self) -> Preference:
        """How the person likes to work."""
        return Preference.objects.of(self.user)

    @cached_property
    def bands(self) -> dict[str, str]:
        """Key → label of the priorities, in the reader's language."""
        return band_labels()

    def labels(self, model) -> dict[str, str]:
        """Code → label of the terms of ``model``, in the reader's language."""
        if model not in self._words:
            self._words[model] = vocabulary.labels(model)
        return self._words[model]

    def why_idle(self, rule: RoutingRule) -> str:
        """Why the rule never takes a request, in words; empty when it may."""
        if rule.establishment_id not in self._idle:
            table = RoutingTable(rule.establishment)
            self._idle[rule.establishment_id] = why_idle(table)
        return self._idle[rule.establishment_id].get(rule.pk, "")
