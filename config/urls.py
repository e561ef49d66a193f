"""Where every address of the product begins. Paths are Spanish and kebab-case."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("portal.urls")),
    path("", include("comunes.urls")),
    path("territorio/", include("territorio.urls")),
    path("cuenta/", include("cuentas.urls")),
    path("cuenta/", include("cuentas.urls_ingreso")),
    path("espacios/", include("espacios.urls")),
    path("personas/", include("personas.urls")),
    path("comites/", include("comites.urls")),
    path("documento/", include("comites.urls_publicas")),
    path("actividades/", include("actividades.urls")),
    path("invitacion/", include("actividades.urls_publicas")),
    path("charlas/", include("capacitaciones.urls_publicas")),
    path("constancia/", include("capacitaciones.urls_constancias")),
    path("capacitaciones/", include("capacitaciones.urls")),
    path("padron/", include("padron.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "comunes.errores.error_del_servidor"
