"""Tasks about committees: mandates that end, signed papers, spaces without one or in silence."""

from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import F

from comites.mensajes import comites_sin_mensaje
from comites.selectors import agregados_por_revisar, comites_sin_permisos, ejemplares_por_validar
from comunes.templatetags.componentes import distancia
from cuentas.enums import Permiso
from espacios.models import EspacioPublico
from espacios.selectors import callado_desde
from portal.clases_de_tarea import Clase, Tarea
from portal.enlaces import url_si_existe
from portal.selectors import trabajo


def _primera(*urls: str) -> str:
    return next((url for url in urls if url), "")


def _url_espacio(espacio: Any) -> str:
    return url_si_existe("espacios:espacio-detalle", espacio.codigo)


def _tarea_de_comite(user: Any, comite: Any, hoy: date) -> Tarea:
    fin = comite.fin_vigencia
    vencido = fin < hoy
    verbo = "Su mandato terminó" if vencido else "Su mandato termina"
    url = url_si_existe("comites:comite-detalle", comite.pk)
    renovar = url_si_existe("comites:comite-renovar", comite.pk) if user.tiene(Permiso.COMITE_EDITAR) else ""
    return Tarea(
        titulo=comite.nombre,
        url=url,
        urgencia=f"{verbo} {distancia(fin)}, el {fin:%d/%m/%Y}.",
        tono_urgencia="urge" if vencido else "pronto",
        motivo=_pocos_integrantes(comite.total_integrantes),
        accion="Preparar renovación" if renovar else "Ver el comité",
        url_accion=_primera(renovar, url),
    )


def _pocos_integrantes(cuantos: int) -> str:
    if cuantos >= settings.MINIMO_INTEGRANTES:
        return ""
    tiene = {0: "No tiene integrantes", 1: "Tiene 1 integrante"}.get(cuantos, f"Tiene {cuantos} integrantes")
    return f"{tiene}; se recomiendan al menos {settings.MINIMO_INTEGRANTES}."


def _tarea_de_papel(user: Any, ejemplar: Any, hoy: date) -> Tarea:
    documento = ejemplar.documento
    url = ejemplar.get_absolute_url()
    return Tarea(
        titulo=documento.comite.nombre,
        url=url,
        motivo=f"{documento}, firmado y subido por {ejemplar.subido_por.get_full_name()}.",
        accion="Revisar",
        url_accion=url,
    )


def _tarea_sin_comite(user: Any, espacio: Any, hoy: date) -> Tarea:
    url = _url_espacio(espacio)
    constituir = (
        url_si_existe("comites:comite-nuevo", espacio.codigo) if user.tiene(Permiso.COMITE_EDITAR) else ""
    )
    return Tarea(
        titulo=espacio.nombre,
        url=url,
        motivo=f"{espacio.distrito.nombre}. Se incorporó el {espacio.fecha_incorporacion:%d/%m/%Y} y todavía "
        "no tiene quién lo sostenga.",
        accion="Constituir comité" if constituir else "Ver el espacio",
        url_accion=_primera(constituir, url),
    )


def _tarea_de_silencio(user: Any, espacio: Any, hoy: date) -> Tarea:
    urgencia, tono, motivo = _silencio(espacio, hoy)
    return Tarea(
        titulo=espacio.nombre,
        url=_url_espacio(espacio),
        urgencia=urgencia,
        tono_urgencia=tono,
        motivo=motivo,
        accion="Ver el espacio",
        url_accion=_url_espacio(espacio),
    )


def _silencio(espacio: EspacioPublico, hoy: date) -> tuple[str, str, str]:
    """Return the urgency, its tone and the reason of a space without recent verified activity."""
    limite, ultima = callado_desde(espacio), espacio.ultima_actividad
    if ultima is None:
        dia = f"{espacio.dia_de_recuperado:%d/%m/%Y}"
        callado = f"Se recuperó el {dia} y todavía no tiene ninguna actividad verificada."
    else:
        callado = f"{(hoy - ultima).days} días sin una actividad verificada."
    if limite <= hoy:
        return f"En alerta desde el {limite:%d/%m/%Y}.", "urge", callado
    return f"El {limite:%d/%m/%Y} pasa a «en alerta».", "pronto", callado


def _tarea_sin_mensaje(user: Any, comite: Any, hoy: date) -> Tarea:
    ultimo = comite.visto
    enviar = url_si_existe("comites:comite-mensajes", comite.pk)
    return Tarea(
        titulo=comite.nombre,
        url=url_si_existe("comites:comite-detalle", comite.pk),
        motivo=f"{comite.espacio.distrito}. Su grupo no recibió ningún mensaje del programa este mes."
        + (f" El último que se vio fue {distancia(ultimo)}." if ultimo else ""),
        accion="Elegir un mensaje",
        url_accion=enviar,
    )


def _tarea_de_agregado(user: Any, integrante: Any, hoy: date) -> Tarea:
    url = url_si_existe("comites:agregado-revisar", integrante.pk)
    return Tarea(
        titulo=integrante.comite.nombre,
        url=url,
        motivo=f"{integrante.cargo}, con la persona delante, {distancia(integrante.desde)}.",
        accion="Revisar",
        url_accion=url,
    )


def _tarea_de_permisos(user: Any, comite: Any, hoy: date) -> Tarea:
    faltan = comite.faltan_permisos
    de = "De una persona" if faltan == 1 else f"De {faltan} personas"
    return Tarea(
        titulo=comite.nombre,
        url=url_si_existe("comites:comite-detalle", comite.pk),
        motivo=f"{comite.espacio.distrito}. {de} no consta que acepte{'' if faltan == 1 else 'n'} "
        "estar en el registro.",
        accion="Registrar permisos",
        url_accion=url_si_existe("comites:permisos", comite.pk),
    )


RENOVAR: Final = Clase(
    "renovar",
    "Comités vencidos o por vencer",
    "hourglass-split",
    "farol",
    Permiso.COMITE_VER,
    trabajo.comites_por_renovar,
    _tarea_de_comite,
    ("fin_vigencia", "pk"),
    datos=("nombre", "fin_vigencia", "total_integrantes"),
)

PAPELES: Final = Clase(
    "papeles",
    "Papeles firmados por validar",
    "file-earmark-check",
    "jacaranda",
    Permiso.ACTA_VALIDAR,
    lambda user, hoy: ejemplares_por_validar(user),
    _tarea_de_papel,
    ("creado", "pk"),
    datos=(
        "documento__clase",
        "documento__numero",
        "documento__anio",
        "documento__comite__nombre",
        "subido_por__nombres",
        "subido_por__apellidos",
    ),
)

AGREGADOS: Final = Clase(
    "agregados",
    "Integrantes que agregó su líder",
    "person-check",
    "jacaranda",
    Permiso.COMITE_EDITAR,
    lambda user, hoy: agregados_por_revisar(user),
    _tarea_de_agregado,
    ("desde", "pk"),
    lambda: url_si_existe("comites:por-revisar"),
)

SIN_COMITE: Final = Clase(
    "sin-comite",
    "Espacios sin comité",
    "people",
    "cielo",
    Permiso.COMITE_VER,
    lambda user, hoy: trabajo.espacios_sin_comite(user),
    _tarea_sin_comite,
    ("fecha_incorporacion", "pk"),
    datos=("codigo", "nombre", "fecha_incorporacion", "distrito__nombre"),
)

SILENCIO: Final = Clase(
    "silencio",
    "Espacios en silencio",
    "lightbulb-off",
    "noche",
    Permiso.COMITE_VER,
    trabajo.espacios_en_silencio,
    _tarea_de_silencio,
    ("silencio_desde", "pk"),
    datos=("codigo", "nombre", "fecha_incorporacion", "recuperado_el", "ultima_actividad", "silencio_desde"),
)

SIN_MENSAJE: Final = Clase(
    "sin-mensaje",
    "Grupos sin mensajes este mes",
    "whatsapp",
    "",
    Permiso.COMITE_EDITAR,
    lambda user, hoy: comites_sin_mensaje(user, hoy).annotate(visto=F("grupo_abierto__ultimo_mensaje")),
    _tarea_sin_mensaje,
    ("clave_orden", "pk"),
    lambda: f"{url_si_existe('comites:difusiones')}?recibio=pendiente",
    datos=("nombre", "visto", "espacio__distrito__nombre"),
)

SIN_PERMISO: Final = Clase(
    "sin-permiso",
    "Permisos por registrar",
    "shield-exclamation",
    "farol",
    Permiso.PAPEL_LLEVAR,
    lambda user, hoy: comites_sin_permisos(user),
    _tarea_de_permisos,
    ("clave_orden", "pk"),
    lambda: f"{url_si_existe('comites:lista')}?aviso=sin-permiso",
    datos=("nombre", "faltan_permisos", "espacio__distrito__nombre"),
)
