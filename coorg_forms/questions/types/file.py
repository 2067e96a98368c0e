"""Files to join. What is kept of them in the answer is told by the server, not by the browser:
identifier, name, size and type of each file that was received and looked at.
"""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from coorg_forms.questions.problems import Invalid
from coorg_forms.questions.question_type import ABSENT, QuestionType, length_block
from coorg_forms.questions.registry import register
from coorg_forms.questions.sizes import written_size

MEGABYTE = 1024 * 1024
#: Kind that an editor may accept → label. A kind is a file extension.
KINDS = {
    "pdf": "PDF",
    "docx": "DOCX (Word)",
    "odt": "ODT (LibreOffice)",
    "xlsx": "XLSX (Excel)",
    "ods": "ODS (LibreOffice)",
    "jpg": "JPG",
    "png": "PNG",
}
USUAL_KINDS = ("pdf", "docx", "odt", "jpg", "png")


@register
class Files(QuestionType):
    name = "file"
    order = 155
    seconds = 60
    label = _("Files")
    icon = "upload"
    group = _("Contact")
    description = _("Documents or photos, kept private; their real type is checked.")
    empty_code = "empty_file"
    takes_files = True
    can_be_prefilled = False
    template = "coorg_forms/public/questions/file.html"
    is_group = True

    def own_children(self):
        return [
            (
                "kinds",
                blocks.MultipleChoiceBlock(
                    choices=list(KINDS.items()),
                    default=list(USUAL_KINDS),
                    required=False,
                    label=_("Accepted types"),
                ),
            ),
            ("max_files", length_block(_("At most"), _("Number of files. Empty: 3."), 10)),
            ("max_mb", length_block(_("Largest file"), _("In megabytes. Empty: 10."), 50)),
        ]

    def settings(self, value):
        return {
            "kinds": list(value.get("kinds") or USUAL_KINDS),
            "max_files": value.get("max_files") or 3,
            "max_mb": value.get("max_mb") or 10,
        }

    def read(self, question, data):
        """Nothing: files are told by whoever keeps them."""
        return []

    def is_given(self, raw):
        return bool(_files(raw))

    def coerce(self, question, raw):
        return _files(raw) or ABSENT

    def check(self, question, value, context):
        limit = most_files(question)
        if len(value) > limit:
            yield Invalid("too_many_files", limit=limit)

    def selected(self, value):
        return tuple(file["id"] for file in value)

    def display(self, question, value):
        return [f"{file['name']} ({written_size(file['size'])})" for file in _files(value)]

    def draw(self, question, raw):
        kinds = accepted_kinds(question)
        return {
            "files": [{**file, "written": written_size(file["size"])} for file in _files(raw)],
            "accept": ",".join(f".{kind}" for kind in kinds),
            "kinds": ", ".join(kind.upper() for kind in kinds),
            "most": most_files(question),
            "largest": written_size(most_bytes(question)),
            "largest_bytes": most_bytes(question),
            "is_full": len(_files(raw)) >= most_files(question),
        }

    def paper(self, question):
        return {"look": "note", "text": str(_("Attach the documents to this form."))}


def accepted_kinds(question) -> tuple[str, ...]:
    """The extensions that the question takes."""
    return tuple(question.settings.get("kinds") or USUAL_KINDS)


def most_files(question) -> int:
    return question.settings.get("max_files") or 3


def most_bytes(question) -> int:
    """The size of the largest file that the question takes."""
    return (question.settings.get("max_mb") or 10) * MEGABYTE


def _files(raw) -> list[dict]:
    """The files of an answer, without anything that is not one."""
    if not isinstance(raw, list | tuple):
        return []
    return [file for file in raw if _is_file(file)]


def _is_file(file) -> bool:
    return (
        isinstance(file, Mapping)
        and all(isinstance(file.get(part), str) and file[part] for part in ("id", "name", "type"))
        and isinstance(file.get("size"), int)
    )
