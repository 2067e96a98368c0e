"""What moderators see in the Wagtail admin: the list, the request, and what may be done there."""
