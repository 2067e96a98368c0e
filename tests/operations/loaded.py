"""Imported once by the server of processes (``colleagues``): Django, with all that they need."""

import importlib

import django

django.setup()
importlib.import_module("tests.operations.colleagues")
