"""What an invited institution opens: its own short address, since it is shared by message."""

from django.urls import path

from actividades.views.invitacion import Aportar, Responder

app_name = "conjuntas"

urlpatterns = [
    path("<str:secreto>/", Responder.as_view(), name="invitacion"),
    path("<str:secreto>/aporte/", Aportar.as_view(), name="aporte"),
]
