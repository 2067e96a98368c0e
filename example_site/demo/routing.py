"""Rules and an absence, made once the requests are there: the replay has something to show."""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.utils import timezone

from coorg_forms import operations
from coorg_forms.models import Audience, Establishment, RoutingRule, Team, Territory
from example_site.demo.files import read

#: What a rule says in the file as in the model.
AS_WRITTEN = ("name", "place", "organizer", "organizer_names")


def make_rules() -> None:
    teams = {
        (data["code"], item["code"]): item["name"]
        for data in read("site")["establishments"]
        for item in data["teams"]
    }
    for item in read("routing")["rules"]:
        establishment = Establishment.objects.get(code=item["establishment"])
        name = teams.get((item["establishment"], item.get("team")))
        territory = Territory.objects.canonical().filter(code=item.get("as_territory"))
        rule = RoutingRule.objects.create(
            establishment=establishment,
            team=Team.objects.filter(establishment=establishment, name=name).first(),
            person=_person(item.get("person")),
            as_territory=territory.first(),
            **{field: item[field] for field in AS_WRITTEN if field in item},
        )
        audiences = Audience.objects.canonical().filter(code__in=item.get("audiences", ()))
        rule.audiences.set(audiences)


def make_absences() -> None:
    """People who are away today, declared by themselves."""
    today = timezone.localdate()
    for item in read("routing")["absences"]:
        person = _person(item["person"])
        operations.declare_absence(
            user=person,
            person=person,
            starts_on=today,
            ends_on=today + timedelta(days=item["days"]),
            replacement=_person(item["replacement"]),
        )


def _person(username: str | None):
    return get_user_model().objects.filter(username=username).first() if username else None
