"""The public check of printed papers. Its own short address, since it is printed."""

from django.urls import path

from comites.views.publicas import VerificarDocumento

app_name = "documentos"

urlpatterns = [path("<str:codigo>/", VerificarDocumento.as_view(), name="verificar")]
