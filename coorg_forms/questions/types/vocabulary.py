"""Choices whose options the site keeps: territories, services, audiences.

Option keys are the codes of the rows, so answers route and count whatever the labels become.
"""

from django.utils.translation import gettext_lazy as _

from coorg_forms.questions.registry import register
from coorg_forms.questions.types.checkboxes import Checkboxes
from coorg_forms.questions.types.radio import Radio


@register
class Territory(Checkboxes):
    name = "territory"
    order = 120
    label = _("Territory")
    icon = "globe"
    group = _("Choices")
    description = _("The territories of the establishment; more options follow them.")
    roles = ("territory",)
    options_from = "territories"


@register
class Service(Radio):
    name = "service"
    order = 130
    label = _("Service")
    icon = "clipboard-list"
    group = _("Choices")
    description = _("The services of the establishment; more options follow them.")
    roles = ("service",)
    options_from = "services"


@register
class Audience(Radio):
    name = "audience"
    order = 140
    label = _("Who is asking")
    icon = "group"
    group = _("Choices")
    description = _("The audiences of the service; more options follow them.")
    roles = ("audience",)
    options_from = "audiences"
