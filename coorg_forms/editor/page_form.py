"""The form of a request-form page in Wagtail's editor: it refuses what cannot be published."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.blocks.list_block import ListBlockValidationError
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.blocks.struct_block import StructBlockValidationError

from coorg_forms.editor.behind import Behind, falling_behind, note_behind, refusal
from coorg_forms.editor.coverage import with_link
from coorg_forms.models.recipients import in_words, unanswered
from coorg_forms.models.texts import ALLOWED, unknown_placeholders
from coorg_forms.questions.check import Fault, check, is_personal
from coorg_forms.questions.freeze import PARTS, written_items
from coorg_forms.questions.keys import item_keys, suggest_key

REQUIRED_TO_PUBLISH = ("establishment", "service", "collection_notice", "confirmation")


class RequestFormPageForm(WagtailAdminPageForm):
    """Drafts may be unfinished; what is published, or sent for approval, must be whole."""

    behind: list[Behind] = []
    publish_behind = forms.BooleanField(
        required=False,
        label=gettext_lazy("Publish now: the other languages keep their former version for now"),
        help_text=gettext_lazy(
            "People read the former version there until someone translates what changed. "
            "Your choice stands in the history of the page."
        ),
    )

    def __init__(self, data=None, *args, **kwargs):
        super().__init__(with_plain_line_ends(data), *args, **kwargs)

    def clean(self):
        cleaned = super().clean()
        if not self.is_deferred_validation:
            self._require(cleaned)
            self._check_texts(cleaned)
            self._check_questions(cleaned)
            self._check_retention(cleaned)
            self._check_recipients(cleaned)
        return cleaned

    def _post_clean(self):
        """The texts are compared as they will be published: once they are on the page."""
        super()._post_clean()
        if self.is_deferred_validation or self.errors:
            return
        self.behind = falling_behind(self.instance)
        if self.behind and not self.cleaned_data.get("publish_behind"):
            self.add_error("publish_behind", refusal(self.behind))

    def save(self, commit=True):
        page = super().save(commit)
        if self.behind:
            note_behind(page, self.behind, self.for_user)
        return page

    def _require(self, cleaned):
        for name in REQUIRED_TO_PUBLISH:
            if name in self.fields and name not in self.errors and not cleaned.get(name):
                self.add_error(name, _("Fill this in before publishing."))

    def _check_texts(self, cleaned):
        for name in ALLOWED:
            found = unknown_placeholders(name, cleaned.get(name) or "")
            if found and name in self.fields:
                self.add_error(
                    name,
                    _("Replace what stands between square brackets: %(found)s")
                    % {"found": ", ".join(found)},
                )

    def _check_questions(self, cleaned):
        stream = cleaned.get("questions")
        if stream is None:
            return
        published = self.instance.published_questions()
        fill_keys(stream, published)
        site_options = self.instance.site_option_keys(cleaned.get("establishment"))
        if faults := check(stream, published, site_options):
            self.add_error("questions", stream_error(faults))

    def _check_retention(self, cleaned):
        kept = cleaned.get("retention_months")
        if (
            "retention_months" in self.fields
            and not kept
            and asks_personal(cleaned.get("questions"))
        ):
            self.add_error("retention_months", KEEP)

    def _check_recipients(self, cleaned):
        establishment, stream = cleaned.get("establishment"), cleaned.get("questions")
        if not establishment or stream is None or "service" not in self.fields:
            return
        form = str(self.instance.form_key)
        if found := unanswered(stream, establishment, cleaned.get("service"), form):
            self.add_error("service", with_link(in_words(found), self.for_user))


def with_plain_line_ends(data):
    """What a browser posts, its line ends as they are kept: a text that nobody touched stays the
    same text, and its translation up to date."""
    if not isinstance(data, QueryDict):
        return data
    plain = data.copy()
    for name, values in data.lists():
        plain.setlist(name, [value.replace("\r\n", "\n") for value in values])
    return plain


#: Source: Act respecting Access (A-2.1), section 73.
KEEP = gettext_lazy(
    "This form asks for personal information: say for how many months requests are kept."
)


def asks_personal(stream) -> bool:
    """Whether a question of ``stream`` asks something about a person."""
    return any(is_personal(child.value) for child in stream or () if "key" in child.value)


def fill_keys(stream, published):
    """Give every question and answer without a key the one it had, or one made from its words."""
    taken = {child.value.get("key") for child in stream if "key" in child.value}
    taken |= {past.key for past in published.values()}
    for child in stream:
        if "key" not in child.value:
            continue
        past = published.get(str(child.id))
        if not child.value.get("key") and child.value.get("label"):
            key = past.key if past else suggest_key(child.value["label"], taken)
            child.value["key"] = key
            taken.add(key)
        for name in ("options", *PARTS):
            _fill_item_keys(list(written_items(child.value, name)), past)


def _fill_item_keys(items, past):
    """The same for what a question lists: its answers, its lines, its columns."""
    for item, key in item_keys(items, past.option_keys if past else {}):
        if not item["key"] and key:
            item["value"]["key"] = key


def stream_error(faults: list[Fault]) -> StreamBlockValidationError:
    """The faults as Wagtail shows them: each on its block and field."""
    by_block: dict[int, dict[str, list[str]]] = {}
    for fault in faults:
        by_block.setdefault(fault.index, {}).setdefault(fault.child, []).append(fault.message)
    general = [message for fields in by_block.pop(-1, {}).values() for message in fields]
    return StreamBlockValidationError(
        block_errors={index: _block_error(fields) for index, fields in by_block.items()},
        non_block_errors=[ValidationError(message) for message in general],
    )


#: The children that are lists: their errors belong to the whole list.
LISTS = ("options", *PARTS, "show_if", "required_if")


def _block_error(fields: dict[str, list[str]]) -> StructBlockValidationError:
    return StructBlockValidationError(
        {
            name: ListBlockValidationError(non_block_errors=[ValidationError(m) for m in messages])
            if name in LISTS
            else ValidationError(messages)
            for name, messages in fields.items()
        }
    )
