"""Public addresses besides the form pages themselves. Include them where you like:

``path("demande/", include("coorg_forms.urls"))``
"""

from django.urls import path

from coorg_forms.public import views
from coorg_forms.public.answer import answer
from coorg_forms.public.ask_review import ask_review
from coorg_forms.public.correct import correct
from coorg_forms.public.said_file import said_file

app_name = "coorg_forms"
urlpatterns = [
    path("<slug:token>/", views.sent, name="sent"),
    path("<slug:token>/suite/", views.resume, name="resume"),
    path("<slug:token>/answer/", answer, name="answer"),
    path("<slug:token>/correct/", correct, name="correct"),
    path("<slug:token>/files/<uuid:file>/", said_file, name="file"),
    path("<slug:token>/review/", ask_review, name="review"),
]
