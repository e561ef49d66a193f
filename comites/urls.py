from django.urls import path, register_converter

from comites.enums import ClaseDocumento
from comites.views import (
    cargos,
    comites,
    convocatorias,
    difusiones,
    ejemplares,
    ficha,
    grupo,
    grupos,
    integrantes,
    lista,
    mensajes,
    mio,
    nuevo_integrante,
    papeles,
    permisos,
    renovacion,
    revisiones,
)

app_name = "comites"


class _Clase:
    """A kind of paper in an address."""

    regex = "|".join(ClaseDocumento.values)

    def to_python(self, texto: str) -> ClaseDocumento:
        return ClaseDocumento(texto)

    def to_url(self, clase: ClaseDocumento) -> str:
        return str(clase)


register_converter(_Clase, "clase_de_papel")

urlpatterns = [
    path("", lista.ListaComites.as_view(), name="lista"),
    path("exportar/", lista.ExportarComites.as_view(), name="exportar"),
    path("asambleas/", convocatorias.ListaAsambleas.as_view(), name="asambleas"),
    path("asambleas/convocatorias.zip", convocatorias.ConvocatoriasZip.as_view(), name="convocatorias-zip"),
    path("convocar-varios/", convocatorias.ConvocarVarios.as_view(), name="convocar-varios"),
    path("cargos/exportar/", cargos.ExportarPadron.as_view(), name="cargos-exportar"),
    path("cargos/", cargos.ListaCargos.as_view(), name="cargos"),
    path("nuevo/<str:codigo>/", comites.ComiteNuevo.as_view(), name="comite-nuevo"),
    path("mio/", mio.MisComites.as_view(), name="mio"),
    path("mio/<int:pk>/", mio.MiComite.as_view(), name="mio-detalle"),
    path("mio/<int:pk>/agregar/", mio.AgregarDesdeTelefono.as_view(), name="mio-agregar"),
    path("<int:pk>/", ficha.FichaComite.as_view(), name="comite-detalle"),
    path("<int:pk>/historia/", ficha.HistoriaComite.as_view(), name="comite-historia"),
    path("<int:pk>/editar/", comites.ComiteEditar.as_view(), name="comite-editar"),
    path("<int:pk>/renovar/", renovacion.ComiteRenovar.as_view(), name="comite-renovar"),
    path("<int:pk>/disolver/", comites.ComiteDisolver.as_view(), name="comite-disolver"),
    path("<int:pk>/integrantes/nuevo/", nuevo_integrante.IntegranteNuevo.as_view(), name="integrante-nuevo"),
    path("integrantes/<int:pk>/editar/", integrantes.IntegranteEditar.as_view(), name="integrante-editar"),
    path("integrantes/<int:pk>/retirar/", integrantes.IntegranteRetirar.as_view(), name="integrante-retirar"),
    path("por-revisar/", revisiones.ListaPorRevisar.as_view(), name="por-revisar"),
    path("integrantes/<int:pk>/revisar/", revisiones.AgregadoRevisar.as_view(), name="agregado-revisar"),
    path("integrantes/<int:pk>/aprobar/", revisiones.AgregadoAprobar.as_view(), name="agregado-aprobar"),
    path("integrantes/<int:pk>/acceso/", integrantes.LiderAcceso.as_view(), name="lider-acceso"),
    path("<int:pk>/permisos/", permisos.PermisosDelComite.as_view(), name="permisos"),
    path("<int:pk>/papeles/", papeles.PapelesComite.as_view(), name="papeles"),
    path(
        "<int:pk>/papeles/<clase_de_papel:clase>/emitir/",
        papeles.DocumentoEmitir.as_view(),
        name="documento-emitir",
    ),
    path("<int:pk>/convocar/", papeles.AsambleaConvocar.as_view(), name="convocar"),
    path("papeles/<str:codigo>.pdf", papeles.DocumentoPdf.as_view(), name="documento-pdf"),
    path("papeles/<str:codigo>/firmado/", papeles.EjemplarSubir.as_view(), name="ejemplar-subir"),
    path("papeles/<str:codigo>/anular/", papeles.DocumentoAnular.as_view(), name="documento-anular"),
    path("firmados/", ejemplares.ListaPorValidar.as_view(), name="por-validar"),
    path("firmados/<int:pk>/", ejemplares.EjemplarRevisar.as_view(), name="ejemplar-revisar"),
    path("firmados/paginas/<uuid:uuid>/", ejemplares.PaginaArchivo.as_view(), name="pagina-firmada"),
    path("<int:pk>/grupo/", grupo.GrupoDetalle.as_view(), name="grupo"),
    path("<int:pk>/grupo/editar/", grupo.GrupoEditar.as_view(), name="grupo-editar"),
    path("<int:pk>/grupo/quienes/", grupo.GrupoQuienes.as_view(), name="grupo-quienes"),
    path("<int:pk>/grupo/reglas/", grupo.GrupoReglas.as_view(), name="grupo-reglas"),
    path("<int:pk>/grupo/hoy/", grupo.GrupoHoy.as_view(), name="grupo-hoy"),
    path("<int:pk>/grupo/enlace/", grupo.GrupoEnlace.as_view(), name="grupo-enlace"),
    path("<int:pk>/grupo/cerrar/", grupo.GrupoCerrar.as_view(), name="grupo-cerrar"),
    path("<int:pk>/mensajes/", difusiones.MensajesDelComite.as_view(), name="comite-mensajes"),
    path(
        "<int:pk>/mensajes/<uuid:uuid>/enviado/", difusiones.MensajeEnviado.as_view(), name="mensaje-enviado"
    ),
    path(
        "<int:pk>/mensajes/<uuid:uuid>/no-enviado/",
        difusiones.MensajeNoEnviado.as_view(),
        name="mensaje-no-enviado",
    ),
    path("grupos/", grupos.ListaGrupos.as_view(), name="grupos"),
    path("grupos/cobertura/", grupos.CoberturaDeGrupos.as_view(), name="grupos-cobertura"),
    path("difusiones/calendario/", difusiones.ListaEnvios.as_view(), name="envios"),
    path("difusiones/calendario/exportar/", difusiones.ExportarEnvios.as_view(), name="envios-exportar"),
    path("difusiones/", difusiones.ListaDifusiones.as_view(), name="difusiones"),
    path("mensajes/", mensajes.ListaMensajes.as_view(), name="mensajes"),
    path("mensajes/nuevo/", mensajes.MensajeNuevo.as_view(), name="mensaje-nuevo"),
    path("mensajes/<uuid:uuid>/", mensajes.MensajeDetalle.as_view(), name="mensaje"),
    path("mensajes/<uuid:uuid>/editar/", mensajes.MensajeEditar.as_view(), name="mensaje-editar"),
    path("mensajes/<uuid:uuid>/publicar/", mensajes.MensajePublicar.as_view(), name="mensaje-publicar"),
    path("mensajes/<uuid:uuid>/retirar/", mensajes.MensajeRetirar.as_view(), name="mensaje-retirar"),
    path(
        "mensajes/<uuid:uuid>/imagen/<str:tamano>/", mensajes.MensajeImagen.as_view(), name="mensaje-imagen"
    ),
]
