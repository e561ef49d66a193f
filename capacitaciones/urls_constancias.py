"""Certificates: the public check, at a short address since it is printed, and one's own."""

from django.urls import path

from capacitaciones.views import constancias as v
from capacitaciones.views.pedir import ConstanciasPedidas, PedirConstancias

app_name = "constancias"

urlpatterns = [
    path("", v.ComprobarConstancia.as_view(), name="comprobar"),
    path("mias/", v.MisConstancias.as_view(), name="mias"),
    path("mias/<str:codigo>.pdf", v.MiConstanciaPdf.as_view(), name="mia-pdf"),
    path("mias/<str:codigo>/reemitir/", v.ReemitirLaMia.as_view(), name="reemitir"),
    path("de-charla/<uuid:uuid>/", v.ConstanciasDeCharla.as_view(), name="de-charla"),
    path("pedir/", PedirConstancias.as_view(), name="pedir"),
    path("pedir/recibido/", ConstanciasPedidas.as_view(), name="pedida"),
    path("<str:codigo>/", v.VerificarConstancia.as_view(), name="verificar"),
]
