"""What is kept: one file per thing. Models know facts, querysets know sets; neither acts."""

from coorg_forms.models.absence import Absence
from coorg_forms.models.access_record import AccessRecord
from coorg_forms.models.amendment import Amendment
from coorg_forms.models.attachment import Attachment
from coorg_forms.models.contact import Contact
from coorg_forms.models.contact_point import ContactPoint
from coorg_forms.models.criteria_grid import CriteriaGrid
from coorg_forms.models.decision import Decision
from coorg_forms.models.digest import DigestDay
from coorg_forms.models.draft import Draft
from coorg_forms.models.establishment import Establishment
from coorg_forms.models.evaluation import Evaluation, EvaluationScore
from coorg_forms.models.event import RequestEvent
from coorg_forms.models.export_record import ExportRecord
from coorg_forms.models.form_page import RequestFormMixin, RequestFormPage
from coorg_forms.models.form_settings import kept_months, promised_days, tells_open
from coorg_forms.models.form_version import FormVersion
from coorg_forms.models.heartbeat import JobHeartbeat
from coorg_forms.models.holiday import Holiday
from coorg_forms.models.message import Message
from coorg_forms.models.offer_page import ServiceOfferMixin, ServiceOfferPage
from coorg_forms.models.outbox import OutboxMessage
from coorg_forms.models.preference import Preference
from coorg_forms.models.presence import Presence
from coorg_forms.models.reference import ReferenceCounter
from coorg_forms.models.refusal_review import RefusalReview
from coorg_forms.models.reply_template import ReplyTemplate
from coorg_forms.models.routing_rule import RoutingRule
from coorg_forms.models.routing_table import RoutingTable
from coorg_forms.models.saved_view import SavedView
from coorg_forms.models.short_link import ShortLink, ShortLinkDay
from coorg_forms.models.support_request import SupportRequest
from coorg_forms.models.team import Membership, Team
from coorg_forms.models.told import Told
from coorg_forms.models.vocabulary import Audience, Population, Service, Territory, Theme

__all__ = [
    "Absence",
    "AccessRecord",
    "Amendment",
    "Attachment",
    "Audience",
    "Contact",
    "ContactPoint",
    "CriteriaGrid",
    "Decision",
    "DigestDay",
    "Draft",
    "Establishment",
    "Evaluation",
    "EvaluationScore",
    "ExportRecord",
    "FormVersion",
    "Holiday",
    "JobHeartbeat",
    "Membership",
    "Message",
    "OutboxMessage",
    "Population",
    "Preference",
    "Presence",
    "ReferenceCounter",
    "RefusalReview",
    "ReplyTemplate",
    "RequestEvent",
    "RequestFormMixin",
    "RequestFormPage",
    "RoutingRule",
    "RoutingTable",
    "SavedView",
    "Service",
    "ServiceOfferMixin",
    "ServiceOfferPage",
    "ShortLink",
    "ShortLinkDay",
    "SupportRequest",
    "Team",
    "Territory",
    "Theme",
    "Told",
    "kept_months",
    "promised_days",
    "tells_open",
]
