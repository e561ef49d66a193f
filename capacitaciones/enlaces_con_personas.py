"""What talks know about a person, told to `personas` from `ready()`."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from capacitaciones.enums import ANTES_DE_DARSE
from capacitaciones.models import Asistencia, Constancia, Inscripcion
from capacitaciones.models.inscripcion import InscripcionQuerySet
from capacitaciones.olvido import olvidar_inscripciones, quitar_datos
from capacitaciones.selectors import es_de, inscripciones_de
from capacitaciones.services import devolver_repetidas, retirar_inscripcion, revocar_repetidas
from cuentas.enums import Permiso
from personas.nombres import clave_fonetica, se_parecen
from personas.olvido import registrar_limpieza, registrar_participacion, registrar_plazo
from personas.referencias import Cierre, Objecion, Referencia, registrar_referencia
from personas.secciones import Linea, Seccion, registrar_seccion
from personas.selectors import retratos_de
from personas.sin_ficha import SinFicha, registrar_sin_ficha


def registrar_en_personas() -> None:
    """Called once, from `ready()`."""
    registrar_seccion(Seccion("charlas", "Charlas", "No figura en ninguna charla de su ámbito.", _charlas))
    registrar_referencia(Referencia("capacitaciones.Inscripcion", cerrar=_inscripciones_repetidas))
    registrar_referencia(
        Referencia(
            "capacitaciones.Asistencia",
            objetar=_en_la_misma_charla,
            cerrar=_asistencias_repetidas,
            tras_cerrar=lambda actor, claves: revocar_repetidas(actor=actor, asistencias=claves),
            tras_reabrir=lambda actor, claves: devolver_repetidas(actor=actor, asistencias=claves),
        )
    )
    registrar_participacion(_participacion)
    registrar_limpieza(_sus_inscripciones)
    registrar_sin_ficha(SinFicha("charlas", _leer_sueltas, _olvidar_sueltas))
    registrar_plazo("Inscripciones en charlas sin datos de quien se inscribió", olvidar_inscripciones)


def _sus_inscripciones(persona: Any) -> None:
    """Those that are theirs, also under a name they had: another one may carry the same number by mistake."""
    nombres = [retrato["clave_sonido"] for retrato in retratos_de(persona) if "clave_sonido" in retrato]

    def es_suya(i: Inscripcion) -> bool:
        clave = clave_fonetica(i.nombres, i.apellidos)
        return es_de(i, persona) or any(se_parecen(nombre, clave) for nombre in nombres)

    halladas = inscripciones_de(persona).select_related("asistencia")
    _olvidar(Inscripcion.objects.filter(pk__in=[i.pk for i in halladas if es_suya(i)]))


def _olvidar(inscripciones: InscripcionQuerySet) -> int:
    """Empty them and return how many there were; those of talks to come give their seat back."""
    por_venir = inscripciones.vivas().filter(asistencia=None, sesion__estado__in=ANTES_DE_DARSE)
    for inscripcion in por_venir.select_related("sesion"):
        retirar_inscripcion(actor=None, inscripcion=inscripcion)
    return quitar_datos(inscripciones)


def _sueltas(tipo: str, numero: str, nombre: str) -> InscripcionQuerySet:
    """Return what was registered with that document and a name like that one, tied to nobody here."""
    filas = Inscripcion.objects.filter(tipo_documento=tipo, numero_documento=numero, persona=None)
    clave = clave_fonetica(nombre)
    suyas = [i.pk for i in filas if se_parecen(clave, clave_fonetica(i.nombres, i.apellidos))]
    return Inscripcion.objects.filter(pk__in=suyas)


def _leer_sueltas(tipo: str, numero: str, nombre: str) -> list[Linea]:
    return [
        _linea(i, en_pantalla=False) for i in _para_leer(_sueltas(tipo, numero, nombre), en_pantalla=False)
    ]


def _olvidar_sueltas(tipo: str, numero: str, nombre: str) -> int:
    return _olvidar(_sueltas(tipo, numero, nombre))


def _participacion(desde: date) -> tuple[Q, Q]:
    """Who registered for a talk after `desde` or came to one, and who ever did.

    After a union, an attendance may name a person whom its registration no longer names.
    """
    reciente, alguna = Q(), Q()
    for modelo in (Inscripcion, Asistencia):
        suyas: Any = modelo.objects.filter(persona=OuterRef("pk"))  # type: ignore[attr-defined]
        reciente |= Q(Exists(suyas.filter(sesion__fin__date__gt=desde)))
        alguna |= Q(Exists(suyas))
    return reciente, alguna


def _repetidas(filas: Any, conservada: Any, absorbida: Any) -> Any:
    """Return the rows of the absorbed person in talks where the other one stands too."""
    return filas.filter(persona=absorbida, sesion__in=filas.filter(persona=conservada).values("sesion"))


def _en_la_misma_charla(conservada: Any, absorbida: Any) -> list[Objecion]:
    juntas = _repetidas(Asistencia.objects.all(), conservada, absorbida)
    aviso = "Las dos figuran en la asistencia de «{}»: contarán como una, y valdrá una sola constancia."
    titulos = juntas.values_list("sesion__titulo", flat=True)
    return [Objecion(aviso.format(titulo), definitiva=False) for titulo in titulos]


def _inscripciones_repetidas(conservada: Any, absorbida: Any) -> list[Cierre]:
    repetidas = _repetidas(Inscripcion.objects.vivas(), conservada, absorbida)
    return [(pk, {"persona_id": None}) for pk in repetidas.values_list("pk", flat=True)]


def _asistencias_repetidas(conservada: Any, absorbida: Any) -> list[Cierre]:
    """Of two attendances of one talk, the one that stays has a certificate in force, if either has.

    The other one counts for nothing and its certificate is taken back.
    """
    con_vigente = Exists(Constancia.objects.vigentes().filter(asistencia=OuterRef("pk")))
    filas = Asistencia.objects.annotate(vale=con_vigente)
    suyas = {a.sesion_id: a for a in filas.filter(persona=conservada)}
    pares = [(suyas[a.sesion_id], a) for a in _repetidas(filas, conservada, absorbida)]
    sobran = [una if otra.vale and not una.vale else otra for una, otra in pares]
    return [(sobra.pk, {"persona_id": None, "repetida": True}) for sobra in sobran]


def _charlas(persona: Any, user: Any) -> list[Linea]:
    filas = inscripciones_de(persona)
    if user is not None:
        filas = filas.visible_to(user, Permiso.CAPACITACION_VER)
    en_pantalla = user is not None
    suyas = [i for i in _para_leer(filas, en_pantalla=en_pantalla) if es_de(i, persona)]
    return [_linea(inscripcion, en_pantalla=en_pantalla) for inscripcion in suyas]


def _para_leer(filas: InscripcionQuerySet, *, en_pantalla: bool) -> InscripcionQuerySet:
    juntas = filas.select_related("sesion", "asistencia").order_by("-sesion__inicio", "-pk")
    return juntas if en_pantalla else juntas.prefetch_related("asistencia__constancias")


def _linea(inscripcion: Inscripcion, *, en_pantalla: bool) -> Linea:
    """Return it with a link for a screen, or whole for the copy of somebody's data."""
    sesion = inscripcion.sesion
    asistencia = getattr(inscripcion, "asistencia", None)
    asistio = "Asistió" if asistencia else "Se inscribió"
    constancias = asistencia.constancias.all() if asistencia and not en_pantalla else []
    return Linea(
        titulo=sesion.titulo,
        detalle=f"{sesion.tema_enum.label}. {sesion.fecha:%d/%m/%Y}. {asistio}.",
        url=sesion.get_absolute_url() if en_pantalla else "",
        datos={
            "charla": sesion.titulo,
            "fecha": f"{sesion.fecha:%Y-%m-%d}",
            "participacion": asistio,
            "nombres": inscripcion.nombres,
            "apellidos": inscripcion.apellidos,
            "documento": inscripcion.numero_documento,
            "celular": inscripcion.celular,
            "correo": inscripcion.correo,
            "acepto": f"{timezone.localtime(inscripcion.consintio_en):%Y-%m-%d}",
            "version_del_texto": inscripcion.texto_consentimiento,
            "constancias": "; ".join(f"{c.correlativo} ({c.estado.label})" for c in constancias),
        },
    )
