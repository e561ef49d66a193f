"""Talks as anybody sees them, and the pages of a registration, each guarded by its code."""

from django.urls import path

from capacitaciones.views import publicas as v

app_name = "charlas"

urlpatterns = [
    path("", v.Charlas.as_view(), name="lista"),
    path("inscripcion/<str:codigo>/", v.MiInscripcion.as_view(), name="inscripcion"),
    path("inscripcion/<str:codigo>/constancia.pdf", v.ConstanciaDeInscripcion.as_view(), name="constancia"),
    path("inscripcion/<str:codigo>/retirar/", v.Retirarme.as_view(), name="retirar"),
    path("inscripcion/<str:codigo>/reemitir/", v.ReemitirSinCuenta.as_view(), name="reemitir"),
    path("<uuid:uuid>/", v.Charla.as_view(), name="charla"),
    path("<uuid:uuid>/inscribirme/", v.Inscribirme.as_view(), name="inscribirme"),
]
