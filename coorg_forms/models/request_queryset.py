"""Sets of requests: what is open, what a person may see."""

from django.db import models
from django.db.models import Q

from coorg_forms.models.reach import Reach


class SupportRequestQuerySet(models.QuerySet):
    def open(self):
        """What is not ended. The partial indexes are written for this very condition."""
        return self.filter(closed_at__isnull=True)

    def ended(self):
        return self.filter(closed_at__isnull=False)

    def quarantined(self):
        """What waits for a person to say whether it is spam."""
        return self.filter(quarantined_at__isnull=False)

    def outside_quarantine(self):
        return self.filter(quarantined_at__isnull=True)

    def to_route(self):
        """Open requests that no team answers for, for want of a territory or a service."""
        return self.open().filter(Q(territory=None) | Q(service=None))

    def visible_to(self, user, reach: Reach | None = None):
        """The requests that ``user`` may see: the only way from a person to rows.

        Capability (a permission, by group) × territory × service (the teams of the person). A
        request that concerns a territory of the team without being in its charge can be read too.

        Arguments:
            reach: that of ``user``, if it was read before.
        """
        reach = reach or Reach(user)
        return self._within(reach, reach.readable)

    def parts_visible_to(self, user, reach: Reach | None = None) -> list:
        """What ``visible_to`` gives, in parts that an index each leads to; they may overlap."""
        reach = reach or Reach(user)
        if reach.is_nowhere or user.is_superuser:
            return [self.visible_to(user, reach)]
        return [self.filter(way) for way in reach.ways()]

    def in_charge_of(self, user, reach: Reach | None = None):
        """The requests that ``user`` may act upon, as far as territory and service go."""
        reach = reach or Reach(user)
        return self._within(reach, reach.in_charge)

    def _within(self, reach: Reach, condition):
        if reach.is_nowhere:
            return self.none()
        return self if reach.user.is_superuser else self.filter(condition())
