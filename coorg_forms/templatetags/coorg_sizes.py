"""Sizes of files in templates: ``{% load coorg_sizes %}{{ file.size|size }}``."""

from django import template

from coorg_forms.questions.sizes import written_size

register = template.Library()

register.filter("size", written_size)
