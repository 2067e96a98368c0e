"""Fill an empty database with the example site: ``manage.py load_demo``."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from coorg_forms.triage.roles import ROLES
from example_site.demo import staff
from example_site.demo.files import read
from example_site.demo.load import NotEmpty, load


class Command(BaseCommand):
    help = (
        "Load the example site with its pages, people and requests. A second run changes nothing."
    )

    def handle(self, *args, **options):
        try:
            loaded = load()
        except NotEmpty:
            raise CommandError(
                "This database has people in it. The demo has a password that everyone knows: "
                "load it into an empty database."
            ) from None
        self.stdout.write("The demo is loaded." if loaded else "The demo was there: no change.")
        self._addresses()
        self._logins()

    def _addresses(self):
        base = settings.WAGTAILADMIN_BASE_URL.rstrip("/")
        self.stdout.write("\nAddresses")
        for label, path in (("Français", "/fr/"), ("English", "/en/"), ("Staff", "/admin/")):
            self.stdout.write(f"  {label:<9} {base}{path}")

    def _logins(self):
        self.stdout.write(f"\nLogins (password of all: {staff.PASSWORD}; only for the demo)")
        self.stdout.write(f"  {staff.ADMIN:<24} may do everything")
        for data in read("site")["establishments"]:
            for person in data["staff"]:
                role = ROLES[person["role"]].name.removeprefix("Requests: ")
                self.stdout.write(f"  {person['username']:<24} {role}, {data['short_name']}")
