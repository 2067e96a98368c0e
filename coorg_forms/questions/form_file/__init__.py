"""A whole form in one JSON file, all languages together. See docs/reference/form-file.md.

Nothing here knows the database: a file is data, read with care and never executed.
"""

from coorg_forms.questions.form_file.content import FormFile, Note
from coorg_forms.questions.form_file.reading import MOST_BYTES, Unreadable, read
from coorg_forms.questions.form_file.writing import write

__all__ = ["MOST_BYTES", "FormFile", "Note", "Unreadable", "read", "write"]
