"""The counter behind references such as ``OC-2026-00142``: one row per year, no gaps."""

from django.db import models

from coorg_forms.conf import settings


class ReferenceCounter(models.Model):
    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self):
        return str(self.year)

    def written(self) -> str:
        """The last reference given this year."""
        return f"{settings.REFERENCE_PREFIX}-{self.year}-{self.last:05d}"
