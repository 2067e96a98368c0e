"""The pictures of the guides, drawn from a demo: ``make pictures``."""
