"""Request forms, a service offer and a moderation inbox for a public body's Wagtail site."""

__version__ = "0.1.0"
