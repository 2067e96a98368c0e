"""The picker shows each type of question as people will see it."""

import pytest
from django.urls import reverse
from wagtail.admin.icons import get_icons

from coorg_forms.models import RequestFormPage
from coorg_forms.questions import registry

STREAM = RequestFormPage._meta.get_field("questions").stream_block


@pytest.mark.django_db
def test_every_type_is_shown_with_its_description(editor):
    for name in ("section", "statement", *(kind.name for kind in registry.all_types())):
        block = STREAM.child_blocks[name]
        assert block.is_previewable and block.get_description(), name
        url = reverse("wagtailadmin_block_preview")

        response = editor.get(url, {"id": block.definition_prefix})

        assert response.status_code == 200, name
        html = response.content.decode()
        assert "coorg-question" in html or "coorg-section" in html
        assert "<script" not in html


def test_every_type_has_an_icon_that_exists():
    icons = get_icons()
    for name, block in STREAM.child_blocks.items():
        assert f'id="icon-{block.meta.icon}"' in icons, name
