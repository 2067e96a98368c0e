"""The signals of others that lead to an operation of ours."""

from django.db.models.signals import post_migrate, post_save
from wagtail.signals import page_published

from coorg_forms.models import Audience, RequestFormMixin, Service, Territory
from coorg_forms.operations.groups import create_groups
from coorg_forms.operations.publish_form import record_version


def connect():
    page_published.connect(_on_page_published, dispatch_uid="coorg_forms.version")
    for model in (Territory, Service, Audience):
        post_save.connect(_on_term_saved, sender=model, dispatch_uid=f"coorg_forms.{model}")
    post_migrate.connect(_on_migrated, dispatch_uid="coorg_forms.groups")


def _on_page_published(sender, instance, revision=None, **kwargs):
    if isinstance(instance, RequestFormMixin):
        record_version(page=instance, user=getattr(revision, "user", None))


def _on_term_saved(sender, raw=False, **kwargs):
    """A term that was renamed or added is offered at once by the forms that are live."""
    if raw:
        return
    for model in RequestFormMixin.page_models():
        for page in model.objects.live().select_related("locale"):
            record_version(page=page)


def _on_migrated(sender, using, **kwargs):
    if sender.name == "coorg_forms":
        create_groups(using=using)
