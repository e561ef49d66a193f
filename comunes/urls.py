from django.urls import path

from comunes import salud
from comunes.galeria import Galeria

app_name = "comunes"

urlpatterns = [
    path("salud/vivo", salud.vivo, name="salud-vivo"),
    path("salud/listo", salud.listo, name="salud-listo"),
    path("galeria/", Galeria.as_view(), name="galeria"),
]
