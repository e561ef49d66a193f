"""What this app tells the timeline: how the space came in, its states, diagnoses and published photos."""

from typing import Any, Final

from django.db.models import Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.fields.json import KT
from django.db.models.functions import TruncDate
from django.urls import reverse

from comunes.bitacora import historial
from comunes.models import Evento
from espacios.ciclo import transicion_entre
from espacios.enums import EstadoDiagnostico, EstadoEspacio, MomentoDiagnostico
from espacios.evidencias import ESTADOS_CON_ALERTA
from espacios.linea.registro import (
    ALERTAS,
    DIAGNOSTICOS,
    ESTADO,
    FOTOS,
    Apunte,
    Fuente,
    Hecho,
    Tramo,
    registrar_fuente,
)
from espacios.models import Diagnostico, EspacioPublico
from espacios.selectors import EVENTO_ESTADO

EVENTO_FOTO_PUBLICADA: Final = "foto-publicada"


def _ingreso(_user: Any, espacio: EspacioPublico) -> Tramo:
    return Tramo(EspacioPublico.objects.filter(pk=espacio.pk), F("fecha_incorporacion"), F("creado"))


def _ingreso_en_palabras(apunte: Apunte) -> Hecho:
    return Hecho(apunte.cuando, "El espacio entró al programa", icono="geo-alt", verificada=True)


def _eventos(espacio: EspacioPublico, accion: str) -> QuerySet[Evento]:
    return historial(espacio).select_related(None).filter(accion=accion)


def _cambios_de_estado(_user: Any, espacio: EspacioPublico) -> Tramo:
    eventos = _eventos(espacio, EVENTO_ESTADO)
    datos = {campo: KT(f"datos__{campo}") for campo in ("desde", "hacia", "motivo")}
    return Tramo(eventos, TruncDate("fecha"), F("fecha"), datos)


def _cambio_en_palabras(apunte: Apunte) -> Hecho:
    motivo = apunte.datos["motivo"]
    estado = EstadoEspacio(apunte.datos["hacia"])
    paso = transicion_entre(apunte.datos["desde"], estado)
    return Hecho(
        apunte.cuando,
        paso.hecho if paso else f"Se fijó el estado: «{estado.label.lower()}»",
        f"Motivo: {motivo}" if motivo else "",
        verificada=estado != EstadoEspacio.RETIRADO,
        icono=estado.icono,
    )


def _diagnosticos(_user: Any, espacio: EspacioPublico) -> Tramo:
    validados = Diagnostico.objects.filter(espacio=espacio, estado=EstadoDiagnostico.VALIDADO)
    datos = {"momento": "momento", "uuid": "uuid", "edicion": "edicion"}
    return Tramo(validados, TruncDate("validado_en"), F("validado_en"), datos)


def _diagnostico_en_palabras(apunte: Apunte) -> Hecho:
    edicion, momento = apunte.datos["edicion"], MomentoDiagnostico(apunte.datos["momento"])
    version = f", versión {edicion}" if edicion > 1 else ""
    return Hecho(
        apunte.cuando,
        f"Diagnóstico validado: {momento.label.lower()}{version}",
        verificada=True,
        url=reverse("espacios:diagnostico-detalle", args=[apunte.uuid("uuid")]),
        icono="clipboard2-pulse",
    )


def _empeoras(_user: Any, espacio: EspacioPublico) -> Tramo | None:
    """The latest diagnosis in force, when it put a recovered space in alert by being worse than the base."""
    if espacio.estado not in ESTADOS_CON_ALERTA or not espacio.diagnostico_peor:
        return None
    vigentes = Diagnostico.objects.vigentes().filter(espacio=espacio)
    posterior = Q(fecha__gt=OuterRef("fecha")) | Q(fecha=OuterRef("fecha"), pk__gt=OuterRef("pk"))
    ultimo = vigentes.filter(~Exists(vigentes.filter(posterior)))
    return Tramo(ultimo, TruncDate("validado_en"), F("validado_en"), {"uuid": "uuid"})


def _empeora_en_palabras(apunte: Apunte) -> Hecho:
    return Hecho(
        apunte.cuando,
        "El espacio entró en alerta",
        "El último diagnóstico es peor que la línea base.",
        url=reverse("espacios:diagnostico-detalle", args=[apunte.uuid("uuid")]),
        icono=ALERTAS.icono,
    )


def _fotos_publicadas(_user: Any, espacio: EspacioPublico) -> Tramo:
    """One line a day, however many photos were published on it: the last of them stands for all."""
    eventos = _eventos(espacio, EVENTO_FOTO_PUBLICADA).annotate(dia=TruncDate("fecha"))
    ese_dia = eventos.filter(dia=OuterRef("dia")).order_by()
    cuantas = ese_dia.values("dia").annotate(n=Count(KT("datos__foto"), distinct=True)).values("n")
    ultimas = eventos.filter(~Exists(ese_dia.filter(pk__gt=OuterRef("pk"))))
    datos = {"codigo": Value(espacio.codigo), "cuantas": Subquery(cuantas, output_field=IntegerField())}
    return Tramo(ultimas, F("dia"), F("fecha"), datos)


def _fotos_en_palabras(apunte: Apunte) -> Hecho:
    cuantas = apunte.datos["cuantas"]
    titulo = "Se publicó una foto" if cuantas == 1 else f"Se publicaron {cuantas} fotos"
    url = reverse("espacios:espacio-fotos", args=[apunte.datos["codigo"]])
    return Hecho(apunte.cuando, titulo, verificada=True, url=url, icono="camera")


registrar_fuente(Fuente("ingreso", ESTADO, _ingreso, _ingreso_en_palabras))
registrar_fuente(Fuente("estado", ESTADO, _cambios_de_estado, _cambio_en_palabras))
registrar_fuente(Fuente("diagnostico", DIAGNOSTICOS, _diagnosticos, _diagnostico_en_palabras))
registrar_fuente(Fuente("empeora", ALERTAS, _empeoras, _empeora_en_palabras))
registrar_fuente(Fuente("foto", FOTOS, _fotos_publicadas, _fotos_en_palabras))
