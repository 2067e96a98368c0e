"""What a host project can listen to. Each is sent after the transaction is committed."""

from django.dispatch import Signal

#: A new request was stored. Arguments: ``request`` (SupportRequest).
request_received = Signal()

#: An operation changed a request. Arguments: ``request`` (SupportRequest), ``event``
#: (RequestEvent: its ``action`` says what was done).
request_changed = Signal()
