from django.urls import path

from territorio import capas, views

app_name = "territorio"

urlpatterns = [
    path("regiones.geojson", views.CapaGeoJson.as_view(archivo=capas.REGIONES), name="regiones-geojson"),
    path(
        "distritos.geojson",
        views.CapaGeoJson.as_view(archivo=capas.DISTRITOS, por_region=True),
        name="distritos-geojson",
    ),
    path("contexto.geojson", views.CapaGeoJson.as_view(archivo=capas.CONTEXTO), name="contexto-geojson"),
    path("opciones/distritos/", views.OpcionesDistrito.as_view(), name="opciones-distrito"),
    path("opciones/comisarias/", views.OpcionesComisaria.as_view(), name="opciones-comisaria"),
]
