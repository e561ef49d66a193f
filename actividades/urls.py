from django.urls import path

from actividades.views import cola, conjuntas, lider, pasos, programa, telefono, trabajo

app_name = "actividades"

urlpatterns = [
    path("", trabajo.ListaActividades.as_view(), name="lista"),
    path("exportar/", trabajo.ExportarActividades.as_view(), name="exportar"),
    path("informe.pdf", trabajo.Informe.as_view(), name="informe"),
    path("galeria/", trabajo.GaleriaDeFotos.as_view(), name="galeria"),
    path("por-verificar/", cola.PorVerificar.as_view(), name="por-verificar"),
    path("por-verificar/varias/", cola.VerificarVarias.as_view(), name="verificar-varias"),
    path("nueva/<str:codigo>/", trabajo.NuevaActividad.as_view(), name="nueva"),
    path("programar/", programa.Programar.as_view(), name="programar"),
    path("calendario/", programa.Calendario.as_view(), name="calendario"),
    path("calendario.ics", programa.CalendarioParaElTelefono.as_view(), name="calendario-ics"),
    path("mi-comite/", lider.LiderInicio.as_view(), name="lider-inicio"),
    path("anotar/", lider.AnotarActividad.as_view(), name="anotar"),
    path("por-enviar/", telefono.PorEnviar.as_view(), name="por-enviar"),
    path("telefono/anotar/", telefono.ArmazonDeAnotar.as_view(), name="telefono-anotar"),
    path("telefono/datos.json", telefono.DatosDelTelefono.as_view(), name="telefono-datos"),
    path("telefono/manifiesto.webmanifest", telefono.Manifiesto.as_view(), name="telefono-manifiesto"),
    path("servicio.js", telefono.Servicio.as_view(), name="telefono-servicio"),
    path("fotos/<uuid:uuid>/<slug:tamano>/", trabajo.FotoDeEvidencia.as_view(), name="evidencia"),
    path("<uuid:uuid>/", trabajo.DetalleActividad.as_view(), name="actividad-detalle"),
    path("<uuid:uuid>/recibido/", lider.Recibo.as_view(), name="recibo"),
    path("<uuid:uuid>/verificar/", pasos.Verificar.as_view(), name="verificar"),
    path("<uuid:uuid>/observar/", pasos.Observar.as_view(), name="observar"),
    path("<uuid:uuid>/responder/", pasos.Responder.as_view(), name="responder"),
    path("<uuid:uuid>/cancelar/", pasos.Cancelar.as_view(), name="cancelar"),
    path("<uuid:uuid>/otro-dia/", pasos.Reprogramar.as_view(), name="reprogramar"),
    path("<uuid:uuid>/reabrir/", pasos.Reabrir.as_view(), name="reabrir"),
    path("<uuid:uuid>/editar/", pasos.Editar.as_view(), name="editar"),
    path("<uuid:uuid>/fotos/", pasos.AgregarFotos.as_view(), name="agregar-fotos"),
    path("<uuid:uuid>/foto/", telefono.RecibirFoto.as_view(), name="recibir-foto"),
    path("<uuid:uuid>/invitar/", conjuntas.Invitar.as_view(), name="invitar"),
    path("institucion/<uuid:uuid>/enlace/", conjuntas.RenovarEnlace.as_view(), name="institucion-enlace"),
    path("institucion/<uuid:uuid>/revisar/", conjuntas.Revisar.as_view(), name="institucion-revisar"),
    path("institucion/<uuid:uuid>/retirar/", conjuntas.Retirar.as_view(), name="institucion-retirar"),
    path("institucion/<uuid:uuid>/reabrir/", conjuntas.Reabrir.as_view(), name="institucion-reabrir"),
    path("<uuid:uuid>/siguiente/", cola.SiguientePorVerificar.as_view(), name="siguiente"),
]
