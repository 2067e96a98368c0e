"""Reference data in several languages, of which one row is the one to point at."""

from django.db import models
from wagtail.models import Locale, TranslatableMixin


class CanonicalQuerySet(models.QuerySet):
    def canonical(self):
        """The rows in the default language: what requests, teams and forms refer to."""
        return self.filter(locale__language_code=_default_language())

    def in_language(self, language: str):
        """The rows written in ``language`` (``fr``, ``en``…)."""
        return self.filter(locale__language_code=language)


class CanonicalModel(TranslatableMixin, models.Model):
    """A translatable row with a code that is the same in every language.

    Everything that refers to one refers to its canonical row; ``in_language`` gives the words.
    """

    objects = CanonicalQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        abstract = True

    @property
    def canonical(self):
        """This row in the default language; itself when it has no other."""
        if self.locale.language_code == _default_language():
            return self
        return self.get_translation_or_none(Locale.get_default()) or self


def _default_language() -> str:
    return Locale.get_default().language_code
