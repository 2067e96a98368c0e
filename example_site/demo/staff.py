"""Teams, and the people in them: one password for all, because it is only a demo."""

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Locale
from wagtail.users.models import UserProfile

from coorg_forms.models import ContactPoint, Establishment, Membership, Service, Team, Territory
from coorg_forms.triage.roles import ROLES
from example_site.demo.files import read

PASSWORD = "demo"
ADMIN = "admin"


def make_teams() -> None:
    for data in read("site")["establishments"]:
        establishment = Establishment.objects.get(code=data["code"])
        for item in data["teams"]:
            team = Team.objects.create(
                name=item["name"], establishment=establishment, email=item["email"]
            )
            territories = Territory.objects.canonical().filter(establishment=establishment)
            if item["territories"] != "all":
                territories = territories.filter(code__in=item["territories"])
            team.territories.set(territories)
            if item["email"]:
                team.contact = _reached_at(team, item)
                team.save()
            team.services.set(Service.objects.canonical().filter(code__in=item["services"]))


def _reached_at(team: Team, item: dict) -> ContactPoint:
    """The public mailbox of a team: it needs no words, so one row serves every language."""
    return ContactPoint.objects.create(
        locale=Locale.get_default(),
        establishment=team.establishment,
        code=f"team-{item['code']}",
        label=team.name,
        email=item["email"],
        last_verified=timezone.localdate(),
    )


def make_people() -> None:
    hashed = make_password(PASSWORD)  # slow on purpose: once for all
    _person(hashed, ADMIN, ["Camille", "Administration"], is_superuser=True, is_staff=True)
    for data in read("site")["establishments"]:
        teams = {item["code"]: Team.objects.get(name=item["name"]) for item in data["teams"]}
        for item in data["staff"]:
            person = _person(
                hashed, item["username"], item["name"], language=item.get("language", "fr")
            )
            person.groups.add(Group.objects.get(name=ROLES[item["role"]].name))
            codes = teams if item["teams"] == "all" else item["teams"]
            Membership.objects.bulk_create(
                Membership(user=person, team=teams[code]) for code in codes
            )


def let_editors_edit(homes) -> None:
    """Editors write, translate and publish the pages of the establishments, and keep contacts."""
    editors = Group.objects.get(name=ROLES["editor"].name)
    for codename in ("add_page", "change_page", "publish_page"):
        permission = Permission.objects.get(
            content_type__app_label="wagtailcore", codename=codename
        )
        for home in homes:
            GroupPagePermission.objects.create(group=editors, page=home, permission=permission)
    editors.permissions.add(
        *Permission.objects.filter(
            content_type__app_label="wagtail_localize", codename="submit_translation"
        ),
        *Permission.objects.filter(
            content_type__app_label="coorg_forms",
            codename__in=[
                f"{action}_{model}"
                for action in ("add", "change", "view")
                for model in ("contactpoint", "territory", "service", "audience")
            ],
        ),
    )


def _person(hashed: str, username: str, name: list[str], language: str = "fr", **fields):
    person = get_user_model().objects.create(
        username=username,
        password=hashed,
        first_name=name[0],
        last_name=name[1],
        email=f"{username}@example.ca",
        **fields,
    )
    profile = UserProfile.get_for_user(person)
    profile.preferred_language = language
    profile.save()
    return person
