"""Measures beside stock ``wagtail.contrib.forms``, in one run: ``make bench``."""
