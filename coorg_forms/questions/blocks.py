"""How the builder shows the question types: one struct block per registered type, and the markers.

Every text child has ``default=""``, every technical one is a ``RegexBlock`` or ``ChoiceBlock``:
wagtail-localize translates the first kind and copies the second.
"""

import json

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import BlockGroup

from coorg_forms.questions import keys, registry
from coorg_forms.questions.conditions import OPERATORS
from coorg_forms.questions.markers import PickedBlock, SectionBlock, StatementBlock
from coorg_forms.questions.question_type import QuestionType
from coorg_forms.questions.roles import ROLES
from coorg_forms.questions.samples import sample


class OptionBlock(blocks.StructBlock):
    label = blocks.CharBlock(label=_("Answer"), max_length=200, default="")
    free_text = blocks.BooleanBlock(
        label=_("Ask to specify"),
        required=False,
        help_text=_("Opens a short text field when chosen, as “Other, specify” does."),
    )
    key = blocks.RegexBlock(
        regex=keys.OPTION_KEY,
        label=_("Key"),
        required=False,
        default="",
        error_messages={
            "invalid": _("A key has lower-case letters, digits, hyphens and underscores only.")
        },
        help_text=_("Empty: made from the answer. Never changes once published."),
    )

    class Meta:
        icon = "list-ul"
        label = _("Answer")
        form_attrs = {"data-controller": "coorg-key"}


class ConditionBlock(blocks.StructBlock):
    question = blocks.RegexBlock(
        regex=keys.QUESTION_KEY, default="", label=_("Key of an earlier choice question")
    )
    op = blocks.ChoiceBlock(
        choices=[(code, operator.label) for code, operator in OPERATORS.items()],
        default="is",
        label=_("Test"),
    )
    answers = blocks.RegexBlock(
        regex=keys.OPTION_KEYS,
        required=False,
        default="",
        label=_("Keys of the answers"),
        help_text=_("Separated by commas."),
    )

    class Meta:
        label_format = "{op}"  # folded; a sentence above says it in the words of the form
        icon = "help"
        label = _("Test")
        form_attrs = {"data-controller": "coorg-condition"}


def _matches(label):
    return blocks.ChoiceBlock(
        choices=[("all", _("All the tests hold")), ("any", _("One of the tests holds"))],
        default="all",
        required=False,
        label=label,
    )


def _tests(label, help_text):
    return blocks.ListBlock(
        ConditionBlock(), default=[], label=label, help_text=help_text, collapsed=True
    )


class QuestionBlock(PickedBlock):
    """One question of one type."""

    def __init__(self, kind: QuestionType, **kwargs):
        self.kind = kind
        visible = [*_main_children(kind), *kind.own_children(), *_personal_children()]
        technical = _technical_children(kind)
        layout = BlockGroup(
            children=[name for name, _block in visible],
            settings=[name for name, _block in technical],
        )
        super().__init__(
            [*visible, *technical],
            form_layout=layout,
            icon=kind.icon,
            label=kind.label,
            group=kind.group,
            description=kind.description,
            label_format="{label}",
            form_attrs={"data-controller": "coorg-key coorg-rule"},
            **kwargs,
        )

    def get_preview_context(self, value, parent_context=None):
        question = sample(self.kind)
        return {
            **super().get_preview_context(value, parent_context),
            "template": "coorg_forms/public/questions/question.html",
            "question": question,
            "view": {"kind": self.kind},
            "id": f"id_{question.key}",
            "name": question.key,
            "described_by": f"id_{question.key}-help",
            **self.kind.draw(question, ""),
        }


def _main_children(kind: QuestionType):
    """What is asked and how: the same for every type."""
    help_text = _("One short sentence under the question.")
    help_block = blocks.TextBlock(
        label=_("Help"), required=False, default="", rows=2, help_text=help_text
    )
    children = [
        ("label", blocks.CharBlock(label=_("Question"), max_length=300, default="")),
        ("help", help_block),
    ]
    if kind.can_be_required:
        required = blocks.BooleanBlock(label=_("Required"), required=False, default=True)
        children.append(("required", required))
    if kind.can_be_unsure:
        children.append(("unsure", _unsure_block()))
    if kind.has_options or kind.options_from:
        label = _("More answers") if kind.options_from else _("Answers")
        children.append(("options", blocks.ListBlock(OptionBlock(), default=[], label=label)))
        if kind.is_choice:
            children.append(("alphabetical", _alphabetical_block()))
    return children


def _alphabetical_block():
    stay = _("In each language by its own words. “Other”, “None”, “I don’t know” stay last.")
    label = _("Sort the answers alphabetically")
    return blocks.BooleanBlock(label=label, required=False, help_text=stay)


def _unsure_block():
    return blocks.BooleanBlock(
        label=_("Offer “I don’t know”"),
        required=False,
        help_text=_("A box to tick instead of answering: a person will ask about it."),
    )


def _personal_children():
    return [
        (
            "personal",
            blocks.BooleanBlock(
                label=_("The answer is about a person"),
                required=False,
                help_text=_("It is kept apart and erased with the person’s contact details."),
            ),
        ),
        (
            "why",
            blocks.CharBlock(
                label=_("Why it is asked"),
                required=False,
                default="",
                max_length=300,
                help_text=_("Shown beside the question. Required for a personal one."),
            ),
        ),
    ]


def _key_block():
    return blocks.RegexBlock(
        regex=keys.QUESTION_KEY,
        label=_("Key"),
        required=False,
        default="",
        error_messages={
            "invalid": _(
                "A key starts with a letter, then has lower-case letters, digits "
                "and underscores only."
            )
        },
        help_text=_("Empty: made from the question. Never changes once published."),
    )


def _prefill_block():
    return blocks.BooleanBlock(
        label=_("A link may fill it in"),
        required=False,
        help_text=_("With ?key=value after the address of the form."),
    )


def _technical_children(kind: QuestionType):
    children = [("key", _key_block())]
    if kind.can_be_prefilled:
        children.append(("prefill", _prefill_block()))
    if kind.roles:
        children.append(
            (
                "role",
                blocks.ChoiceBlock(
                    choices=[(code, ROLES[code]) for code in kind.roles],
                    label=_("Use in the inbox"),
                    required=False,
                    default="",
                ),
            )
        )
    children += [
        ("show_match", _matches(_("Shown when"))),
        ("show_if", _tests(_("Shown if"), _("Without a test, the question is always shown."))),
    ]
    if kind.can_be_required:
        children += [
            ("require_match", _matches(_("Required when"))),
            (
                "required_if",
                _tests(_("Required if"), _("For a question that is not always required.")),
            ),
        ]
    return children


class UnknownBlock(blocks.StructBlock):
    """Holds a block whose type is not installed, untouched, until the type is back."""

    content = blocks.RegexBlock(regex=r"(?s).*", required=False, default="", label=_("Content"))

    class Meta:
        icon = "warning"
        label = _("Unknown type of question")
        group = _("Retired")
        description = _("Kept as it is because its type is not installed.")


class QuestionsBlock(blocks.StreamBlock):
    """The flat list of sections, statements and questions of a form."""

    class Meta:
        collapsed = True

    def __init__(self, local_blocks=None, **kwargs):
        types = [
            ("section", SectionBlock()),
            ("statement", StatementBlock()),
            *((kind.name, QuestionBlock(kind)) for kind in registry.all_types()),
            ("unknown", UnknownBlock()),
        ]
        super().__init__(local_blocks or types, **kwargs)

    def to_python(self, value):
        if isinstance(value, str):
            try:
                value = json.loads(value)
            except ValueError:
                return super().to_python(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            value = [self._keep_unknown(item) for item in value]
        return super().to_python(value)

    def bulk_to_python(self, values):
        return super().bulk_to_python(
            [[self._keep_unknown(item) for item in value] for value in values]
        )

    def _keep_unknown(self, item):
        return unwrap(item, self.child_blocks) if item["type"] == "unknown" else wrap(item, self)


def wrap(item: dict, stream: blocks.StreamBlock) -> dict:
    """An item of a type that ``stream`` lacks, inside an ``unknown`` one; others unchanged."""
    if item["type"] in stream.child_blocks:
        return item
    return {"type": "unknown", "id": item.get("id"), "value": {"content": json.dumps(item)}}


def unwrap(item: dict, known: dict) -> dict:
    """What an ``unknown`` item holds, once its type is installed again."""
    try:
        held = json.loads(item["value"]["content"])
    except (KeyError, TypeError, ValueError):
        return item
    is_whole = isinstance(held, dict) and isinstance(held.get("value"), dict)
    is_back = is_whole and held.get("type") in known
    return {**held, "id": item.get("id")} if is_back else item
