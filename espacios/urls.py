from django.urls import path

from espacios.views import fichas, formularios, fotos, listas

app_name = "espacios"

urlpatterns = [
    path("", listas.ListaEspacios.as_view(), name="lista"),
    path("mapa/", listas.MapaEspacios.as_view(), name="mapa"),
    path("puntos.geojson", listas.PuntosEspacios.as_view(), name="puntos"),
    path("nuevo/", formularios.NuevoEspacio.as_view(), name="espacio-nuevo"),
    path("parecidos/", formularios.BuscarParecidos.as_view(), name="parecidos"),
    path("fotos/<uuid:uuid>/", fotos.EditarFoto.as_view(), name="foto-editar"),
    path("fotos/<uuid:uuid>/<slug:tamano>", fotos.ArchivoFoto.as_view(), name="foto"),
    path("<slug:codigo>/", fichas.FichaEspacio.as_view(), name="espacio-detalle"),
    path("<slug:codigo>/editar/", formularios.EditarEspacio.as_view(), name="espacio-editar"),
    path("<slug:codigo>/avanzar/", fichas.AvanzarEspacio.as_view(), name="espacio-avanzar"),
    path("<slug:codigo>/retirar/", formularios.RetirarEspacio.as_view(), name="espacio-retirar"),
    path(
        "<slug:codigo>/reincorporar/", formularios.ReincorporarEspacio.as_view(), name="espacio-reincorporar"
    ),
    path("<slug:codigo>/historial/", fichas.HistorialEspacio.as_view(), name="espacio-historial"),
    path("<slug:codigo>/fotos/", fotos.FotosEspacio.as_view(), name="espacio-fotos"),
    path("<slug:codigo>/fotos/agregar/", fotos.AgregarFotos.as_view(), name="fotos-agregar"),
]
