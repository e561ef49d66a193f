from django.urls import path

from espacios.views import (
    diagnosticos,
    fichas,
    formularios,
    fotos,
    listas,
    papeles,
    pasos_diagnostico,
    retiros,
)

app_name = "espacios"

urlpatterns = [
    path("", listas.ListaEspacios.as_view(), name="lista"),
    path("mapa/", listas.MapaEspacios.as_view(), name="mapa"),
    path("puntos.geojson", listas.PuntosEspacios.as_view(), name="puntos"),
    path("exportar/", listas.ExportarEspacios.as_view(), name="exportar"),
    path("nuevo/", formularios.NuevoEspacio.as_view(), name="espacio-nuevo"),
    path("parecidos/", formularios.BuscarParecidos.as_view(), name="parecidos"),
    path("fotos/<uuid:uuid>/", fotos.EditarFoto.as_view(), name="foto-editar"),
    path("fotos/<uuid:uuid>/<slug:tamano>", fotos.ArchivoFoto.as_view(), name="foto"),
    path("diagnosticos/<uuid:uuid>/", diagnosticos.DetalleDiagnostico.as_view(), name="diagnostico-detalle"),
    path(
        "diagnosticos/<uuid:uuid>/llenar/",
        diagnosticos.LlenarDiagnostico.as_view(),
        name="diagnostico-llenar",
    ),
    path(
        "diagnosticos/<uuid:uuid>/borrador/",
        diagnosticos.GuardarBorrador.as_view(),
        name="diagnostico-borrador",
    ),
    path(
        "diagnosticos/<uuid:uuid>/revisar/",
        diagnosticos.RevisarDiagnostico.as_view(),
        name="diagnostico-revisar",
    ),
    path(
        "diagnosticos/<uuid:uuid>/enmendar/",
        pasos_diagnostico.EnmendarDiagnostico.as_view(),
        name="diagnostico-enmendar",
    ),
    path(
        "diagnosticos/<uuid:uuid>/descartar/",
        pasos_diagnostico.DescartarDiagnostico.as_view(),
        name="diagnostico-descartar",
    ),
    path(
        "diagnosticos/<uuid:uuid>/recuperar/",
        pasos_diagnostico.RecuperarDiagnostico.as_view(),
        name="diagnostico-recuperar",
    ),
    path(
        "diagnosticos/<uuid:uuid>/ficha.pdf", papeles.FichaDeDiagnostico.as_view(), name="diagnostico-ficha"
    ),
    path("retiros/<uuid:uuid>/", retiros.ResponderRetiro.as_view(), name="retiro-responder"),
    path("retiros/<uuid:uuid>/anular/", retiros.AnularPedido.as_view(), name="retiro-anular"),
    path("<slug:codigo>/", fichas.FichaEspacio.as_view(), name="espacio-detalle"),
    path("<slug:codigo>/editar/", formularios.EditarEspacio.as_view(), name="espacio-editar"),
    path("<slug:codigo>/avanzar/", fichas.AvanzarEspacio.as_view(), name="espacio-avanzar"),
    path("<slug:codigo>/retirar/", formularios.RetirarEspacio.as_view(), name="espacio-retirar"),
    path(
        "<slug:codigo>/reincorporar/", formularios.ReincorporarEspacio.as_view(), name="espacio-reincorporar"
    ),
    path(
        "<slug:codigo>/diagnosticos/nuevo/",
        diagnosticos.AbrirDiagnostico.as_view(),
        name="diagnostico-abrir",
    ),
    path(
        "<slug:codigo>/diagnosticos/en-blanco.pdf",
        papeles.FichaEnBlanco.as_view(),
        name="diagnostico-en-blanco",
    ),
    path("<slug:codigo>/pedir-retiro/", retiros.PedirRetiro.as_view(), name="retiro-pedir"),
    path("<slug:codigo>/historial/", fichas.HistorialEspacio.as_view(), name="espacio-historial"),
    path("<slug:codigo>/fotos/", fotos.FotosEspacio.as_view(), name="espacio-fotos"),
    path("<slug:codigo>/fotos/agregar/", fotos.AgregarFotos.as_view(), name="fotos-agregar"),
]
