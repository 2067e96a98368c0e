"""The signals of others that lead to an operation of ours."""

from django.db.models.signals import (
    m2m_changed,
    post_delete,
    post_migrate,
    post_save,
    pre_migrate,
)
from wagtail.signals import page_published

from coorg_forms.models import (
    Attachment,
    Audience,
    RequestFormMixin,
    Service,
    ServiceOfferMixin,
    Territory,
    full_text,
    planner,
)
from coorg_forms.operations.attach import forget_file
from coorg_forms.operations.groups import create_groups
from coorg_forms.operations.publish_form import record_version
from coorg_forms.operations.short_links import make_links


def connect():
    post_delete.connect(forget_file, sender=Attachment, dispatch_uid="coorg_forms.files")
    page_published.connect(_on_page_published, dispatch_uid="coorg_forms.version")
    for model in (Territory, Service, Audience):
        for signal in (post_save, post_delete):
            signal.connect(_on_term_changed, sender=model, dispatch_uid=f"coorg_forms.{model}")
    offered = Service.establishments.through
    m2m_changed.connect(_on_service_offered, sender=offered, dispatch_uid="coorg_forms.offered")
    pre_migrate.connect(_on_migrating, dispatch_uid="coorg_forms.words")
    post_migrate.connect(_on_migrated, dispatch_uid="coorg_forms.groups")


def _on_page_published(sender, instance, revision=None, **kwargs):
    if isinstance(instance, RequestFormMixin):
        record_version(page=instance, user=getattr(revision, "user", None))
    if isinstance(instance, ServiceOfferMixin):
        make_links(page=instance)


def _on_term_changed(sender, raw=False, **kwargs):
    """A term that was renamed, added or deleted changes at once the forms that are live."""
    if not raw:
        _record_live_forms()


def _on_service_offered(sender, action, **kwargs):
    """The admin saves a service first and its establishments after it."""
    if action.startswith("post_"):
        _record_live_forms()


def _record_live_forms():
    for model in RequestFormMixin.page_models():
        for page in model.objects.live().select_related("locale"):
            record_version(page=page)


def _on_migrating(sender, using, plan, **kwargs):
    ours = any(migration.app_label == "coorg_forms" for migration, _backwards in plan)
    if sender.name == "coorg_forms" and ours:
        full_text.release(using)


def _on_migrated(sender, using, **kwargs):
    if sender.name == "coorg_forms":
        create_groups(using=using)
        full_text.prepare(using)
        planner.prepare(using)
