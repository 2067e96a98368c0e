"""What a button just did to a question, told where the person goes on."""

from dataclasses import dataclass

#: Id of the sentence: the buttons lead there, so that the focus follows without a script.
HERE = "form-here"


@dataclass(frozen=True)
class Said:
    key: str
    """Key of the question."""
    text: str
    in_last: bool = False
    """Told in the last element of a repeating set, the one that was added."""
