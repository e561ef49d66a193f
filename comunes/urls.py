from django.urls import path

from comunes import salud

app_name = "comunes"

urlpatterns = [
    path("salud/vivo", salud.vivo, name="salud-vivo"),
    path("salud/listo", salud.listo, name="salud-listo"),
]
