"""What can be asked: question types, conditions, the frozen schema and how answers are resolved.

Nothing here knows the database or an HTTP request.
"""

from coorg_forms.questions import types  # noqa: F401  (registers the types of the house)
