from django.urls import path

from comunes import salud
from comunes.galeria import Galeria
from comunes.guardadas import vistas as guardadas

app_name = "comunes"

urlpatterns = [
    path("salud/vivo", salud.vivo, name="salud-vivo"),
    path("salud/listo", salud.listo, name="salud-listo"),
    path("vistas/", guardadas.MisVistas.as_view(), name="mis-vistas"),
    path("vistas/guardar/", guardadas.GuardarVista.as_view(), name="vista-guardar"),
    path("vistas/<uuid:uuid>/renombrar/", guardadas.RenombrarVista.as_view(), name="vista-renombrar"),
    path(
        "vistas/<uuid:uuid>/predeterminar/",
        guardadas.PredeterminarVista.as_view(),
        name="vista-predeterminar",
    ),
    path("vistas/<uuid:uuid>/eliminar/", guardadas.EliminarVista.as_view(), name="vista-eliminar"),
    path("galeria/", Galeria.as_view(), name="galeria"),
]
