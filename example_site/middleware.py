"""French first: the language comes from the address, never from the browser's settings.

Source: Charter of the French language, sections 13.2 and 22.3 (English is an exception that the
visitor chooses, not a default).
"""


def french_first(get_response):
    """Hide the browser's languages from Django. Put it before ``LocaleMiddleware``."""

    def middleware(request):
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return get_response(request)

    return middleware
