"""A form page as Wagtail's documentation shows it."""
