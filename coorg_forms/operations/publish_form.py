"""Keep a form as it is published."""

from django.db import transaction
from django.utils import translation
from wagtail.models import Page

from coorg_forms.models import FormVersion
from coorg_forms.questions.schema import content_hash


def draft_version(page) -> FormVersion:
    """The form of a page as it stands, in a version that is not saved: for previews."""
    with translation.override(page.language):
        schema, texts = page.draft_schema().to_json(), page.draft_texts()
    return FormVersion(
        form_key=page.form_key,
        language=page.language,
        number=0,
        title=page.title,
        schema=schema,
        texts=texts,
        content_hash=content_hash([page.title, schema, texts]),
    )


@transaction.atomic
def record_version(*, page, user=None) -> FormVersion:
    """Write a new version of the page's form if its questions or texts changed.

    Called whenever a form page is published, by an editor, on schedule or by a translation.
    Block ids keep the key under which they were first published.

    Arguments:
        page: a page with ``RequestFormMixin``.
        user: who publishes, or None.

    Returns:
        The version that visitors now answer.
    """
    _lock(page)
    version = draft_version(page)
    latest = FormVersion.objects.of(page.form_key, page.language).first()
    if latest and latest.content_hash == version.content_hash:
        return latest
    version.number = latest.number + 1 if latest else 1
    version.published_by = user
    version.save()
    return version


def _lock(page) -> None:
    """Keep two publications of one page from taking the same number, until the commit."""
    Page.objects.select_for_update().only("pk").get(pk=page.pk)
