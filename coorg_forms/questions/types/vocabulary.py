"""Choices whose options the site keeps: territories, services, audiences.

Option keys are the codes of the rows, so answers route and count whatever the labels become.
"""

from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.types.checkboxes import Checkboxes
from coorg_forms.questions.types.radio import Radio


class Territory(Checkboxes):
    name = "territory"
    label = _("Territory")
    icon = "globe"
    group = _("Choices")
    description = _("The territories of the establishment; more options follow them.")
    roles = ("territory",)
    options_from = "territories"


class Service(Radio):
    name = "service"
    label = _("Service")
    icon = "clipboard-list"
    group = _("Choices")
    description = _("The services of the establishment; more options follow them.")
    roles = ("service",)
    options_from = "services"


class Audience(Radio):
    name = "audience"
    label = _("Who is asking")
    icon = "group"
    group = _("Choices")
    description = _("The audiences of the service; more options follow them.")
    roles = ("audience",)
    options_from = "audiences"
