from django.urls import include, path

from espacios.areas import Medida
from espacios.views import (
    acciones,
    articulaciones,
    campo,
    diagnosticos,
    fichas,
    formularios,
    fotos,
    intervenciones,
    listas,
    mapas,
    papeles,
    pasos_diagnostico,
    planes,
    retiros,
)

app_name = "espacios"

urlpatterns = [
    path("", listas.ListaEspacios.as_view(), name="lista"),
    path("mapa/", mapas.MapaEspacios.as_view(), name="mapa"),
    path("mapa/cantidad/", mapas.AreasDeEspacios.as_view(medida=Medida.CANTIDAD), name="mapa-cantidad"),
    path(
        "mapa/recuperados/",
        mapas.AreasDeEspacios.as_view(medida=Medida.RECUPERADOS),
        name="mapa-recuperados",
    ),
    path("puntos.geojson", mapas.PuntosEspacios.as_view(), name="puntos"),
    path("exportar/", listas.ExportarEspacios.as_view(), name="exportar"),
    path("nuevo/", formularios.NuevoEspacio.as_view(), name="espacio-nuevo"),
    path("parecidos/", formularios.BuscarParecidos.as_view(), name="parecidos"),
    path("punto/<str:distrito>/", formularios.AvisoDePunto.as_view(), name="punto"),
    path("fotos/por-aprobar/", fotos.FotosPorAprobar.as_view(), name="fotos-por-aprobar"),
    path("fotos/<uuid:uuid>/", include("espacios.urls_fotos")),
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
    path("diagnosticos/<uuid:uuid>/fotos/", campo.FotosDeDiagnostico.as_view(), name="diagnostico-fotos"),
    path("diagnosticos/<uuid:uuid>/encuesta/", campo.Encuesta.as_view(), name="diagnostico-encuesta"),
    path(
        "diagnosticos/<uuid:uuid>/encuesta/respuestas/",
        campo.RecibirRespuestas.as_view(),
        name="diagnostico-respuestas",
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
    path("intervenciones/", intervenciones.ListaIntervenciones.as_view(), name="intervenciones"),
    path(
        "intervenciones/<uuid:uuid>/",
        intervenciones.DetalleIntervencion.as_view(),
        name="intervencion-detalle",
    ),
    path(
        "intervenciones/<uuid:uuid>/editar/",
        intervenciones.EditarIntervencion.as_view(),
        name="intervencion-editar",
    ),
    path(
        "intervenciones/<uuid:uuid>/empezar/",
        intervenciones.EmpezarIntervencion.as_view(),
        name="intervencion-empezar",
    ),
    path(
        "intervenciones/<uuid:uuid>/terminar/",
        intervenciones.TerminarIntervencion.as_view(),
        name="intervencion-terminar",
    ),
    path(
        "intervenciones/<uuid:uuid>/cancelar/",
        intervenciones.CancelarIntervencion.as_view(),
        name="intervencion-cancelar",
    ),
    path(
        "intervenciones/<uuid:uuid>/retomar/",
        intervenciones.RetomarIntervencion.as_view(),
        name="intervencion-retomar",
    ),
    path(
        "intervenciones/<uuid:uuid>/fotos/",
        intervenciones.FotosDeIntervencion.as_view(),
        name="intervencion-fotos",
    ),
    path(
        "intervenciones/<uuid:uuid>/revisar/",
        intervenciones.RevisarIntervencion.as_view(),
        name="intervencion-revisar",
    ),
    path("planes/", planes.ListaPlanes.as_view(), name="planes"),
    path("planes/<uuid:uuid>/", planes.DetallePlan.as_view(), name="plan-detalle"),
    path("planes/<uuid:uuid>/editar/", planes.EditarPlan.as_view(), name="plan-editar"),
    path("planes/<uuid:uuid>/presentar/", planes.PresentarPlan.as_view(), name="plan-presentar"),
    path("planes/<uuid:uuid>/revisar/", planes.RevisarPlan.as_view(), name="plan-revisar"),
    path("planes/<uuid:uuid>/enmendar/", planes.EnmendarPlan.as_view(), name="plan-enmendar"),
    path("planes/<uuid:uuid>/cerrar/", planes.CerrarPlan.as_view(), name="plan-cerrar"),
    path("planes/<uuid:uuid>/descartar/", planes.DescartarPlan.as_view(), name="plan-descartar"),
    path("planes/<uuid:uuid>/recuperar/", planes.RecuperarPlan.as_view(), name="plan-recuperar"),
    path("planes/<uuid:uuid>/plan.pdf", papeles.PapelDePlan.as_view(), name="plan-pdf"),
    path("planes/<uuid:uuid>/acciones/nueva/", acciones.NuevaAccion.as_view(), name="accion-nueva"),
    path("acciones/<uuid:uuid>/editar/", acciones.EditarAccion.as_view(), name="accion-editar"),
    path("acciones/<uuid:uuid>/quitar/", acciones.QuitarAccion.as_view(), name="accion-quitar"),
    path("acciones/<uuid:uuid>/avance/", acciones.AnotarAvance.as_view(), name="accion-avance"),
    path(
        "articulaciones/<uuid:uuid>/editar/",
        articulaciones.EditarArticulacion.as_view(),
        name="articulacion-editar",
    ),
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
    path(
        "<slug:codigo>/intervenciones/nueva/",
        intervenciones.NuevaIntervencion.as_view(),
        name="intervencion-nueva",
    ),
    path("<slug:codigo>/plan/nuevo/", planes.AbrirPlan.as_view(), name="plan-abrir"),
    path(
        "<slug:codigo>/articulacion/",
        articulaciones.ArticulacionDelEspacio.as_view(),
        name="articulacion",
    ),
    path(
        "<slug:codigo>/articulacion/nueva/",
        articulaciones.NuevaArticulacion.as_view(),
        name="articulacion-nueva",
    ),
    path("<slug:codigo>/historial/", fichas.HistorialEspacio.as_view(), name="espacio-historial"),
    path("<slug:codigo>/fotos/", fotos.FotosEspacio.as_view(), name="espacio-fotos"),
    path("<slug:codigo>/fotos/retiradas/", fotos.FotosRetiradas.as_view(), name="fotos-retiradas"),
    path("<slug:codigo>/fotos/agregar/", fotos.AgregarFotos.as_view(), name="fotos-agregar"),
]
