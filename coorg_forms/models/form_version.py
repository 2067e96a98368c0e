"""A form as it was published: what people answered is read beside it, for ever."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.check import Published
from coorg_forms.questions.schema import Schema, schema_from_json


class FormVersionQuerySet(models.QuerySet):
    def update(self, **kwargs):
        raise TypeError("a form version never changes: publish a new one")

    def of(self, form_key, language: str):
        """The versions of one form in one language, newest first."""
        return self.filter(form_key=form_key, language=language).order_by("-number")


class FormVersion(models.Model):
    """Append-only. ``form_key`` is the translation key of the page: the same in every language."""

    form_key = models.UUIDField(_("form"), editable=False)
    language = models.CharField(_("language"), max_length=15)
    number = models.PositiveIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=255)
    schema = models.JSONField(_("questions"))
    texts = models.JSONField(_("texts"), default=dict)
    """Collection notice, confirmation and mails as they were: see ``form_page.TEXTS``."""
    content_hash = models.CharField(max_length=64)
    published_at = models.DateTimeField(_("published"), auto_now_add=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("published by"),
    )

    objects = FormVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a form")
        verbose_name_plural = _("versions of forms")
        ordering = ["form_key", "language", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["form_key", "language", "number"], name="coorg_forms_version_number_once"
            )
        ]

    def __str__(self):
        return f"{self.title} ({self.language}, {self.number})"

    def save(self, *args, **kwargs):
        if self.pk and not self._state.adding:
            raise TypeError("a form version never changes: publish a new one")
        super().save(*args, **kwargs)

    @property
    def parsed(self) -> Schema:
        """The schema, parsed once per process: versions never change."""
        schema = _schemas.get(self.content_hash)
        if schema is None:
            if len(_schemas) >= MOST_SCHEMAS:
                _schemas.clear()
            schema = _schemas[self.content_hash] = schema_from_json(self.schema)
        return schema


#: content hash → parsed schema. Versions are immutable, so nothing ever expires.
_schemas: dict[str, Schema] = {}
MOST_SCHEMAS = 500


def published_questions(form_key) -> dict[str, Published]:
    """Block id → how each question of a form was last published, removed questions included."""
    found = {}
    for schema in (
        FormVersion.objects.filter(form_key=form_key)
        .order_by("number", "pk")
        .values_list("schema", flat=True)
    ):
        for question in schema_from_json(schema).questions:
            earlier = found.get(question.id)
            listed = (*question.options, *question.parts)
            options = {item.id: item.key for item in listed if item.id}
            found[question.id] = Published(
                question.key,
                question.type,
                {**(earlier.option_keys if earlier else {}), **options},
                question.label,
            )
    return found
