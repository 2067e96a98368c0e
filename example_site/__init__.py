"""A living site with both establishments, to try the app on."""
