import pytest

from coorg_forms.models import SupportRequest
from coorg_forms.models.request_queryset import fold_for_search
from tests.factories import answers, submit


@pytest.fixture
def request_(world):
    return submit(
        world.page,
        answers(
            org_name="École Saint-Jérôme",
            title="Sainte-Thérèse a soif",
            description="Nous voulons de l’eau pour notre œuvre… À côté!",
        ),
    )


@pytest.mark.parametrize(
    "words",
    [
        "ecole",
        "École",
        "ÉCOLE",
        "œuvre",
        "oeuvre",
        "OEUVRE",
        "saint jerome",
        "Saint-Jérôme",
        "st jerome",
        "St-Jérôme",
        "st. jérôme",
        "ste-therese",
        "Ste Thérèse",
        "l’eau",
        "l'eau",
        "eau",
        "cote ecole",
        "",
        "  ",
        "e\u0301cole",
        "école\x00",
    ],
)
def test_found(request_, words):
    assert list(SupportRequest.objects.search(words)) == [request_]


@pytest.mark.parametrize("words", ["college", "ecole college", "%", "_x", "Éloïse", "5550123"])
def test_not_found(request_, words):
    assert not SupportRequest.objects.search(words)


@pytest.mark.parametrize("change", [str, str.lower, lambda text: f" {text} "])
def test_found_by_reference(request_, change):
    assert list(SupportRequest.objects.search(change(request_.reference))) == [request_]


@pytest.mark.parametrize(
    "text, folded",
    [
        ("L’Œuvre", "l oeuvre"),
        ("aujourd'hui", "aujourd hui"),
        ("Saint-Jérôme", "saint jerome"),
        ("ST-Jérôme", "saint jerome"),
        ("Ste. Anne", "sainte anne"),
        ("a–b — c", "a b c"),
        ("\u00a0un\n deux ", "un deux"),
    ],
)
def test_fold_for_search(text, folded):
    assert fold_for_search(text) == folded
    assert fold_for_search(folded) == folded
