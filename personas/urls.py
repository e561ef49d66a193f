from django.urls import path, re_path

from personas.views import accesos, consentimientos, derechos, editar, ficha, fusion, lista

app_name = "personas"

urlpatterns = [
    path("", lista.ListaPersonas.as_view(), name="lista"),
    path("buscar/", lista.BuscarPorDocumento.as_view(), name="buscar"),
    path("accesos/", accesos.RegistroDeAccesos.as_view(), name="accesos"),
    path("pedidos/", accesos.ListaPedidos.as_view(), name="pedidos"),
    path("pedidos/nuevo/", accesos.PedirAcceso.as_view(), name="pedido-nuevo"),
    path("pedidos/<int:pk>/conceder/", accesos.ConcederAcceso.as_view(), name="pedido-conceder"),
    path("pedidos/<int:pk>/negar/", accesos.NegarAcceso.as_view(), name="pedido-negar"),
    path("derechos/", derechos.PedirDerechos.as_view(), name="derechos"),
    path("derechos/<str:codigo>/", derechos.DerechosRecibida.as_view(), name="derechos-recibida"),
    path("solicitudes/", derechos.ListaSolicitudes.as_view(), name="solicitudes"),
    path("solicitudes/nueva/", derechos.NuevaSolicitud.as_view(), name="solicitud-nueva"),
    path("solicitudes/<str:codigo>/", derechos.FichaSolicitud.as_view(), name="solicitud"),
    path(
        "solicitudes/<str:codigo>/identidad/",
        derechos.IdentificarSolicitante.as_view(),
        name="solicitud-identidad",
    ),
    path(
        "solicitudes/<str:codigo>/responder/",
        derechos.ResponderSolicitud.as_view(),
        name="solicitud-responder",
    ),
    path("solicitudes/<str:codigo>/cerrar/", derechos.RechazarSolicitud.as_view(), name="solicitud-cerrar"),
    path("solicitudes/<str:codigo>/borrar/", derechos.BorrarDatos.as_view(), name="solicitud-borrar"),
    re_path(
        r"^solicitudes/(?P<codigo>\w+)/copia\.(?P<formato>json|csv)$",
        derechos.CopiaDeDatos.as_view(),
        name="solicitud-copia",
    ),
    path(
        "consentimientos/<int:pk>/revocar/",
        consentimientos.RevocarConsentimiento.as_view(),
        name="consentimiento-revocar",
    ),
    path(
        "consentimientos/<int:pk>/papel/", consentimientos.FotoDelPapel.as_view(), name="consentimiento-papel"
    ),
    path("<int:pk>/consentimientos/", consentimientos.RegistrarConsentimientos.as_view(), name="consentir"),
    path("duplicados/", fusion.ListaDuplicados.as_view(), name="duplicados"),
    path("duplicados/<int:pk>/descartar/", fusion.DescartarDuplicado.as_view(), name="duplicado-descartar"),
    path("unir/<int:una>/<int:otra>/", fusion.UnirPersonas.as_view(), name="unir"),
    path("uniones/<int:pk>/deshacer/", fusion.DeshacerUnion.as_view(), name="union-deshacer"),
    path("<int:pk>/unir/", fusion.BuscarParaUnir.as_view(), name="buscar-para-unir"),
    path("<int:pk>/", ficha.FichaPersona.as_view(), name="persona-detalle"),
    path("<int:pk>/editar/", editar.PersonaEditar.as_view(), name="persona-editar"),
    path("<int:pk>/revelar/", accesos.RevelarDatos.as_view(), name="persona-revelar"),
]
