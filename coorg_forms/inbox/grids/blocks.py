"""How the editor shows the parts of a grid. Nothing is required: a draft may be unfinished."""

from functools import cached_property

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from coorg_forms.triage.grid_check import KEY


class SpokenBlock(blocks.TextBlock):
    """A text in one language, which the browser is told of for its spelling."""

    def __init__(self, *args, language: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.language = language

    @cached_property
    def field(self):
        field = super().field
        field.widget.attrs["lang"] = self.language
        return field


class WordsBlock(blocks.StructBlock):
    """One text in every language of the site, beside each other."""

    class Meta:
        form_classname = "struct-block coorg-languages"


def words_block(label, languages, *, longest: int = 250, rows: int = 1) -> WordsBlock:
    """``languages``: code → name."""
    return WordsBlock(
        [
            (
                code,
                SpokenBlock(
                    label=name, required=False, rows=rows, max_length=longest, language=code
                ),
            )
            for code, name in languages.items()
        ],
        label=label,
    )


def _key_block() -> blocks.RegexBlock:
    return blocks.RegexBlock(
        regex=rf"^{KEY.pattern}$",
        label=_("Key"),
        required=False,
        error_messages={
            "invalid": _("The key has letters without accents, digits and underscores only.")
        },
        help_text=_("Empty: made from the words. Never changes once it was in force."),
    )


def _item(children, settings=(), **meta) -> blocks.StructBlock:
    layout = BlockGroup(
        children=[name for name, _block in children], settings=[name for name, _block in settings]
    )
    return blocks.StructBlock([*children, *settings], form_layout=layout, **meta)


def _list_of(child: blocks.StructBlock, label, **meta) -> blocks.StreamBlock:
    """A stream of one type: Wagtail's scripts know no list that stands alone in a form."""
    return blocks.StreamBlock([("item", child)], label=label, required=False, **meta)


def gate_block(languages) -> blocks.StreamBlock:
    asks = blocks.BooleanBlock(
        label=_("A “no” asks the requester for more"),
        required=False,
        help_text=_("Otherwise a “no” proposes another service."),
    )
    children = [("label", words_block(_("Question"), languages)), ("asks_requester", asks)]
    child = _item(children, [("key", _key_block())], label=_("Gate question"), icon="help")
    return _list_of(child, _("Gate"))


def _score_block() -> blocks.IntegerBlock:
    return blocks.IntegerBlock(label=_("Note"), min_value=0, max_value=9, default=0)


def scale_block(languages) -> blocks.StreamBlock:
    children = [("score", _score_block()), ("label", words_block(_("In a word"), languages))]
    child = blocks.StructBlock(
        children, label=_("Note"), icon="order", form_classname="struct-block coorg-anchor"
    )
    return _list_of(child, _("Scale"))


def criteria_block(languages, scores, questions) -> blocks.StreamBlock:
    """``scores``: the notes that a new criterion explains. ``questions``: (key, label) each."""
    anchor = blocks.StructBlock(
        [("score", _score_block()), ("label", words_block(_("What it means"), languages))],
        label=_("Note"),
        icon="order",
        form_classname="struct-block coorg-anchor",
    )
    children = [
        ("label", words_block(_("Name"), languages)),
        (
            "weight",
            blocks.IntegerBlock(
                label=_("Weight, in percent"), min_value=0, max_value=100, default=0
            ),
        ),
        ("question", words_block(_("Question"), languages, longest=500, rows=2)),
        (
            "anchors",
            blocks.ListBlock(
                anchor,
                label=_("What each note means"),
                default=[{"score": score} for score in scores],
            ),
        ),
        (
            "may_be_na",
            blocks.BooleanBlock(
                label=_("“Not applicable” may be answered"), required=False, default=True
            ),
        ),
    ]
    settings = [("answers", _answers_block(questions)), ("key", _key_block())]
    child = _item(
        children, settings, label=_("Criterion"), icon="check", label_format="{label} – {weight} %"
    )
    return _list_of(child, _("Criteria"), collapsed=True)


def _answers_block(questions) -> blocks.MultipleChoiceBlock:
    return blocks.MultipleChoiceBlock(
        choices=questions,
        label=_("Answers that bear on it"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever evaluates reads them beside the criterion."),
    )


def bands_block(languages) -> blocks.StreamBlock:
    children = [
        ("label", words_block(_("Name"), languages)),
        (
            "min",
            blocks.IntegerBlock(label=_("From the score"), min_value=0, max_value=100, default=0),
        ),
        (
            "first_contact_business_days",
            blocks.IntegerBlock(
                label=_("First contact within, in business days"),
                min_value=1,
                max_value=250,
                default=20,
            ),
        ),
    ]
    child = _item(children, [("key", _key_block())], label=_("Band"), icon="tag")
    return _list_of(child, _("Bands"))
