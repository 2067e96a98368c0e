"""Every type of question through wagtail-localize: whatever is registered is covered (case 39)."""

import pytest
from wagtail import blocks
from wagtail_localize.models import TranslationSource
from wagtail_localize.segments.extract import extract_segments

from coorg_forms.models import ContactPoint, Team
from coorg_forms.questions.blocks import QuestionsBlock
from tests import factories
from tests.questions.test_blocks import raw_of

pytestmark = pytest.mark.django_db

#: Each holds one thing that no translator may touch: keys, answers of conditions, what is unknown.
TECHNICAL = blocks.RegexBlock
TEXTS = (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock)


class Filler:
    """Raw values of blocks, made from their definitions alone."""

    def __init__(self, whole: bool):
        self.whole = whole
        """Every text is filled in; else those alone without which there would be no question."""
        self.texts = {}
        """Every text that was filled in → its path."""

    def stream(self) -> list[dict]:
        kinds = QuestionsBlock().child_blocks
        return [
            {"type": name, "id": f"id-{name}", "value": self.value(child, name)}
            for name, child in kinds.items()
            if name != "unknown"
        ]

    def value(self, defined, path: str):
        if isinstance(defined, blocks.StructBlock):
            return {
                name: self.value(child, f"{path}.{name}")
                for name, child in defined.child_blocks.items()
            }
        if isinstance(defined, blocks.ListBlock):
            items = [] if "_if" in path else ("first", "second")
            return [
                {
                    "type": "item",
                    "id": f"{path}-{one}".replace(".", "-"),
                    "value": self.value(defined.child_block, f"{path}.{one}"),
                }
                for one in items
            ]
        if path.endswith(".key"):
            return path.replace(".", "_")
        if isinstance(defined, TECHNICAL):
            return ""
        if isinstance(defined, TEXTS):
            return self._text(path)
        return defined.get_prep_value(defined.get_default())

    def _text(self, path: str) -> str:
        if not (self.whole or path.endswith((".label", ".title"))):
            return ""
        self.texts[path] = f"« {path} »"
        return self.texts[path]


def segments_of(page):
    return [one for one in extract_segments(page) if hasattr(one, "string") and one.string.data]


@pytest.mark.parametrize("whole", [True, False], ids=["every text", "no optional text"])
def test_every_type_comes_through_with_its_ids_keys_and_words(world, whole):
    filler = Filler(whole)
    form = world.form(filler.stream())
    offered = {one.string.data for one in segments_of(form) if one.path.startswith("questions.")}
    assert offered == set(filler.texts.values())

    english = factories.translate(form, {text: f"EN {text}" for text in filler.texts.values()})
    words = set(filler.texts.values())
    assert raw_of(english.pk) == in_english(raw_of(form.pk), words)
    assert shape(english) == shape(form)
    assert {one.label for one in english.current_version().parsed.questions} >= {
        f"EN « {question.type}.label »" for question in form.current_version().parsed.questions
    }


def in_english(value, words: set[str]):
    """Raw ``value`` with its texts translated and all the rest as it was, ids and keys included."""
    if isinstance(value, dict):
        return {name: in_english(one, words) for name, one in value.items()}
    if isinstance(value, list):
        return [in_english(one, words) for one in value]
    return f"EN {value}" if value in words else value


def shape(page) -> list:
    """Everything of the published questions that is the same in every language."""
    return [
        (
            question.key,
            question.type,
            question.id,
            question.role,
            question.required,
            [(option.key, option.id, option.free_text) for option in question.options if option.id],
            [(part.key, part.id, part.type) for part in question.parts],
        )
        for question in page.current_version().parsed.questions
    ]


def test_translators_are_offered_no_recipient(world):
    """Who is written to is a matter of teams and contact points, never of a language."""
    form = world.form(Filler(True).stream(), tells_open=True)
    around = {one.path for one in segments_of(form) if not one.path.startswith("questions.")}
    assert around <= {
        "title",
        "slug",
        "intro",
        "collection_notice",
        "confirmation",
        "acknowledgement_subject",
        "acknowledgement_body",
    }
    assert not any("@" in one.string.data for one in segments_of(form))

    source, _created = TranslationSource.update_or_create_from_instance(world.contact)
    offered = set(source.stringsegment_set.values_list("context__path", flat=True))
    kept = set(source.overridablesegment_set.values_list("context__path", flat=True))
    assert "email" not in offered | kept and "phone" not in offered | kept
    assert not hasattr(Team, "translation_key") and hasattr(ContactPoint, "translation_key")


def test_a_translator_replaces_nothing_that_routes(world):
    """wagtail-localize lets translators replace what is only copied, unless it is told not to."""
    offer = factories.offer_page(establishment=world.establishment, form=world.page)
    for page in (world.page, offer):
        source, _created = TranslationSource.update_or_create_from_instance(page)
        replaced = set(source.overridablesegment_set.values_list("context__path", flat=True))
        assert "establishment" not in replaced
