"""What a photo needs before anybody may see it: words, a clear answer about persons, somebody else's yes.

The service, the buttons and the page read the same list; the database holds it too.
"""

from dataclasses import dataclass
from typing import Any, Final

from espacios.enums import (
    EstadoDiagnostico,
    EstadoIntervencion,
    MedioAutorizacion,
    MomentoFoto,
    PersonasEnFoto,
)
from espacios.models import FotoEspacio

PALABRAS_MINIMAS: Final = 3


@dataclass(frozen=True)
class FaltaFoto:
    """What a photo lacks, and the screen (`editar` or `difuminar`) where it is mended."""

    texto: str
    donde: str


def faltas_para_publicar(foto: FotoEspacio) -> list[FaltaFoto]:
    """Return what keeps `foto` from being published, whoever asks."""
    return [*_del_texto(foto), *_de_las_personas(foto)]


def _del_texto(foto: FotoEspacio) -> list[FaltaFoto]:
    if not foto.descripcion:
        return [FaltaFoto("Falta el texto alternativo: lo leen las personas que no ven la foto.", "editar")]
    if len(foto.descripcion.split()) < PALABRAS_MINIMAS:
        return [FaltaFoto("El texto alternativo es muy corto: diga en una frase qué se ve.", "editar")]
    return []


def _de_las_personas(foto: FotoEspacio) -> list[FaltaFoto]:
    if not foto.personas:
        return [FaltaFoto("Falta responder si se reconoce a alguna persona.", "editar")]
    if foto.personas == PersonasEnFoto.NADIE or foto.rectangulos:
        return []
    if foto.personas == PersonasEnFoto.SIN_PERMISO:
        return [
            FaltaFoto(
                "Se reconoce a personas que no dieron su autorización: hay que difuminarlas.", "difuminar"
            )
        ]
    if foto.con_menores and not foto.autoriza_apoderado:
        texto = "Hay menores de edad sin autorización de su madre, padre o apoderado: hay que difuminarlos."
        return [FaltaFoto(texto, "difuminar")]
    return []


def quien_no_aprueba(actor: Any, foto: FotoEspacio) -> str:
    """Return why `actor` may not approve `foto` though the role allows it, or an empty text."""
    if foto.autor_id is not None and foto.autor_id == actor.pk:
        return "Esta foto la agregó usted: la aprueba otra persona."
    return ""


def autorizacion_en_palabras(foto: FotoEspacio) -> str:
    """Return the answer about persons as one sentence or two."""
    if not foto.personas:
        return "Sin responder"
    texto = str(PersonasEnFoto(foto.personas).label)
    if foto.personas == PersonasEnFoto.CON_PERMISO and foto.autorizacion_fecha:
        medio = str(MedioAutorizacion(foto.autorizacion_medio).label).lower()
        texto = f"{texto}: {medio}, el {foto.autorizacion_fecha:%d/%m/%Y}"
    if foto.con_menores:
        menores = "con" if foto.autoriza_apoderado else "sin"
        texto = f"{texto}. Hay menores de edad, {menores} autorización de madre, padre o apoderado"
    return f"{texto}."


def por_momento(fotos: list[FotoEspacio]) -> list[tuple[MomentoFoto, list[FotoEspacio]]]:
    """Return the photos under each moment that has any, in the order in which they are told."""
    grupos = [(momento, [f for f in fotos if f.momento == momento]) for momento in MomentoFoto]
    return [(momento, filas) for momento, filas in grupos if filas]


def pruebas_que_sostiene(foto: FotoEspacio) -> list[str]:
    """Return, in whole sentences, what would be left without its proof if `foto` were removed."""
    return [*_de_antes_y_despues(foto), *prueba_de_algo_ya_revisado(foto)]


def _de_antes_y_despues(foto: FotoEspacio) -> list[str]:
    if foto.momento not in (MomentoFoto.ANTES, MomentoFoto.DESPUES):
        return []
    iguales = FotoEspacio.objects.vigentes().filter(espacio=foto.espacio_id, momento=foto.momento)
    if iguales.exclude(pk=foto.pk).exists():
        return []
    momento = foto.get_momento_display().lower()
    return [f"Es la única foto de {momento}: sin ella falta una prueba para declarar el espacio recuperado."]


def prueba_de_algo_ya_revisado(foto: FotoEspacio) -> list[str]:
    """Return which validated diagnosis and which verified intervention the photo was taken in."""
    diagnostico, intervencion = foto.diagnostico, foto.intervencion
    pruebas = []
    if diagnostico is not None and diagnostico.estado == EstadoDiagnostico.VALIDADO:
        pruebas.append(f"Se tomó en un diagnóstico ya validado: {diagnostico}.")
    if intervencion is not None and intervencion.estado == EstadoIntervencion.VERIFICADA:
        pruebas.append(f"Se tomó en una intervención ya verificada: {intervencion}.")
    return pruebas
