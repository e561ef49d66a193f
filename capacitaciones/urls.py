from django.urls import path

from capacitaciones.views import asistencia, participantes, sesiones

app_name = "capacitaciones"

urlpatterns = [
    path("", sesiones.ListaSesiones.as_view(), name="lista"),
    path("exportar/", sesiones.ExportarSesiones.as_view(), name="exportar"),
    path("nueva/", sesiones.SesionNueva.as_view(), name="nueva"),
    path("<uuid:uuid>/", sesiones.DetalleSesion.as_view(), name="sesion"),
    path("<uuid:uuid>/editar/", sesiones.SesionEditar.as_view(), name="editar"),
    path("<uuid:uuid>/abrir/", sesiones.SesionAbrir.as_view(), name="abrir"),
    path("<uuid:uuid>/cancelar/", sesiones.SesionCancelar.as_view(), name="cancelar"),
    path("<uuid:uuid>/cerrar/", sesiones.SesionCerrar.as_view(), name="cerrar"),
    path("<uuid:uuid>/asistencia/", asistencia.AnotarAsistencia.as_view(), name="asistencia"),
    path("<uuid:uuid>/agregar/", asistencia.AgregarAlguien.as_view(), name="agregar"),
    path("<uuid:uuid>/participantes/", participantes.Participantes.as_view(), name="participantes"),
    path("inscripcion/<int:pk>/retirar/", participantes.RetirarInscripcion.as_view(), name="retirar"),
    path("constancia/<int:pk>/revocar/", participantes.Revocar.as_view(), name="revocar"),
    path("constancia/<int:pk>/reemitir/", participantes.Reemitir.as_view(), name="reemitir"),
]
