"""Forms to start from: files of the same format as those that editors export."""

import json
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "starting_points"


@dataclass(frozen=True)
class StartingPoint:
    code: str
    title: str
    description: str
    questions: int


def points(language: str) -> list[StartingPoint]:
    """The starting points in ``language``, in the order of their file names."""
    return [_point(path, language) for path in sorted(FOLDER.glob("*.json"))]


def codes() -> list[str]:
    return [path.stem for path in sorted(FOLDER.glob("*.json"))]


def content(code: str) -> bytes:
    """The file of the starting point called ``code``.

    Raises:
        KeyError: there is none.
    """
    if code not in codes():
        raise KeyError(code)
    return (FOLDER / f"{code}.json").read_bytes()


def _point(path: Path, language: str) -> StartingPoint:
    data = json.loads(path.read_text("utf-8"))
    asked = [item for item in data["items"] if item["type"] not in ("section", "statement")]
    return StartingPoint(
        path.stem,
        _in(data["texts"]["title"], language),
        _in(data["texts"]["intro"], language),
        len(asked),
    )


def _in(words: dict[str, str], language: str) -> str:
    return words.get(language) or next(iter(words.values()))
