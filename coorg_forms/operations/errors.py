"""Why an operation did not happen. Each carries a sentence for the person who tried."""

from django.utils.translation import gettext as _


class OperationError(Exception):
    """Base of the refusals; ``str()`` is a sentence for staff."""


class Forbidden(OperationError):
    """The person may not do this, or the request is not in a state for it."""


class StaleRequest(OperationError):
    """Someone else changed the request in the meantime: nothing was written."""

    def __init__(self, message: str = ""):
        super().__init__(
            message
            or _(
                "Someone changed this request in the meantime. "
                "Nothing was saved: read what changed."
            )
        )


class AlreadyTaken(StaleRequest):
    """Someone else took the request first."""

    def __init__(self, name: str):
        super().__init__(_("%(name)s took this request just before you.") % {"name": name})


class StaleEvaluation(StaleRequest):
    """The person's own evaluation was saved in another window since this one read it."""

    def __init__(self):
        super().__init__(
            _("You changed this evaluation in another window. Nothing was saved from this one.")
        )


class Unfinished(OperationError):
    """An evaluation cannot be handed in yet; ``missing`` says what it lacks."""

    def __init__(self, missing):
        super().__init__(
            _("Answer every question of the gate and give every criterion a note, or N/A.")
        )
        self.missing = missing


class Incomplete(Forbidden):
    """Something that must be said is missing or wrong; ``field`` names it."""

    def __init__(self, field: str, message: str):
        super().__init__(message)
        self.field = field
