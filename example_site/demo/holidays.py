"""The holidays of the establishments: the public ones, and days of their own, for two years."""

from datetime import date

from django.contrib.auth import get_user_model
from django.utils import timezone, translation

from coorg_forms import operations
from coorg_forms.models import Establishment, Holiday
from example_site.demo.staff import ADMIN

#: Month and day of leave that the law does not give.
OWN = {
    (1, 2): "Lendemain du jour de l’An",
    (12, 24): "Veille de Noël",
    (12, 26): "Lendemain de Noël",
    (12, 31): "Veille du jour de l’An",
}


def make_holidays() -> None:
    admin = get_user_model().objects.get(username=ADMIN)
    this_year = timezone.localdate().year
    for establishment in Establishment.objects.all():
        for year in (this_year, this_year + 1):
            with translation.override("fr"):
                operations.propose_holidays(user=admin, establishment=establishment, year=year)
            for (month, day), label in OWN.items():
                Holiday.objects.get_or_create(
                    establishment=establishment,
                    date=date(year, month, day),
                    defaults={"label": label},
                )
