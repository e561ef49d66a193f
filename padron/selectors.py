"""What the screens of an import show, and how much of a person the viewer may read in it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Any, Final

from django.db.models import QuerySet

from comunes.hojas.celdas import ARREGLOS
from cuentas.enums import NivelDatos, Permiso
from padron.campos import CAMPOS, ROTULOS, Entidad, palabra
from padron.enums import AccionFila, EstadoImportacion
from padron.models import FilaImportada, Importacion
from personas.documentos import PUNTOS, enmascarar_celular, enmascarar_documento
from personas.permissions import GRADOS, NOMBRE_RESERVADO, Grado, Ver

REPARADAS: Final = "reparadas"
# What a tab may be narrowed to: value, words, icon, and the total that counts it.
VISTAS: Final = (
    (AccionFila.RECHAZAR.value, "Rechazadas", "x-octagon", "rechazar"),
    (REPARADAS, "Reparadas", "bandaid", "filas_reparadas"),
    (AccionFila.CREAR.value, "Se crean", "plus-circle", "crear"),
    (AccionFila.ACTUALIZAR.value, "Se actualizan", "pencil", "actualizar"),
    (AccionFila.IGUAL.value, "Ya están iguales", "check-lg", "igual"),
)
ICONOS: Final = {
    Entidad.ESPACIOS: "tree",
    Entidad.COMITES: "people",
    Entidad.INTEGRANTES: "person-vcard",
    Entidad.ACTIVIDADES: "check2-square",
}
ORIGENES: Final = {
    "declarado": "como usted lo indicó",
    "encabezado": "lo dice el título de la columna",
    "nombres": "por los nombres de distrito que acompañan a los códigos",
    "coordenadas": "por las coordenadas que acompañan a los códigos",
    "códigos": "porque más códigos existen en ese sistema",
    "indistinto": "los códigos del archivo son los mismos en los dos sistemas",
    "supuesto": "no se pudo comprobar: se tomó el del INEI",
}


@dataclass(frozen=True)
class Pestana:
    """A sheet of the file: its counts and where its rows are."""

    indice: int
    nombre: str
    rotulo: str
    icono: str
    totales: dict[str, int]


@dataclass(frozen=True)
class Filtro:
    valor: str
    texto: str
    icono: str
    cuenta: int


@dataclass(frozen=True)
class FilaMostrada:
    """A row as this viewer may read it. Details are (column, words…) tuples."""

    numero: int
    nombre: str
    accion: str
    depende: bool
    motivos: list[tuple[str, str]]
    reparaciones: list[tuple[str, str, str, str]]
    cambios: list[tuple[str, str, str]]


def pestanas(importacion: Importacion) -> list[Pestana]:
    """Return the imported sheets in the file's order."""
    return [
        Pestana(
            indice,
            hoja["nombre"],
            ROTULOS[Entidad(hoja["entidad"])],
            ICONOS[Entidad(hoja["entidad"])],
            importacion.totales.get(hoja["nombre"], {}),
        )
        for indice, hoja in enumerate(importacion.hojas)
        if hoja["entidad"]
    ]


def elegir_pestana(todas: list[Pestana], pedida: str) -> Pestana | None:
    """Return the sheet asked for, or the first one with something to mend."""
    por_indice = {str(p.indice): p for p in todas}
    con_rechazos = (p for p in todas if p.totales.get("rechazar"))
    return por_indice.get(pedida) or next(con_rechazos, todas[0] if todas else None)


def filtros(pestana: Pestana) -> list[Filtro]:
    """Return the ways to narrow a sheet that have some row."""
    return [
        Filtro(valor, texto, icono, pestana.totales[total])
        for valor, texto, icono, total in VISTAS
        if pestana.totales.get(total)
    ]


def filas_de(importacion: Importacion, pestana: Pestana, ver: str) -> QuerySet[FilaImportada]:
    """Return the rows of a sheet that one of `VISTAS` narrows to."""
    filas = FilaImportada.objects.filter(importacion=importacion, hoja=pestana.nombre[:100])
    return filas.filter(reparada=True) if ver == REPARADAS else filas.filter(accion=ver)


def sin_reconocer(importacion: Importacion) -> list[tuple[str, str]]:
    """Return (sheet, headers) of what was not understood and so is not imported."""
    columnas = [(h["nombre"], ", ".join(h["sin_reconocer"])) for h in importacion.hojas if h["sin_reconocer"]]
    hojas = [(h["nombre"], "") for h in importacion.hojas if not h["entidad"]]
    return columnas + hojas


def anteriores(importacion: Importacion, user: Any) -> list[Importacion]:
    """Return earlier imports of the very same file that were written."""
    mismas = Importacion.objects.visible_to(user, Permiso.PADRON_IMPORTAR).filter(
        sha256=importacion.sha256, estado=EstadoImportacion.APLICADA
    )
    return list(mismas.exclude(pk=importacion.pk).order_by("-pk")[:1])


# Personal data ----------------------------------------------------------------------------------


def grado_de(user: Any) -> Grado:
    """Return how much of the file's persons `user` may read: the most of the roles that import."""
    grados = (
        GRADOS[nivel] for nivel in NivelDatos if not user.alcance(Permiso.PADRON_IMPORTAR, datos=nivel).vacio
    )
    return reduce(or_, grados, Grado())


def puede_descargar(user: Any, importacion: Importacion) -> bool:
    """Say whether `user` may take the rejected rows away: who brought them, or who reads all of them."""
    return importacion.usuario_id == user.pk or grado_de(user).documento == Ver.TODO


_NOMBRES = frozenset({"nombres", "paterno", "materno", "apellidos", "nombre_completo"})


def ocultar(entidad: str, campo: str, texto: str, grado: Grado) -> str:
    """Return a cell as `grado` may read it."""
    propio = CAMPOS[Entidad(entidad)].get(campo)
    if not texto or propio is None or not propio.personal:
        return texto
    if campo in _NOMBRES:
        return texto if grado.nombre == Ver.TODO else NOMBRE_RESERVADO
    if campo == "celular":
        return _segun(grado.celular, texto, enmascarar_celular)
    if campo == "documento":
        return _segun(grado.documento, texto, enmascarar_documento)
    return texto if grado.nacimiento == Ver.TODO else PUNTOS


def _segun(ver: Ver, texto: str, mascara: Any) -> str:
    if ver == Ver.TODO:
        return texto
    return str(mascara(texto)) if ver == Ver.MASCARA else PUNTOS


def mostrar(filas: Iterable[FilaImportada], grado: Grado) -> list[FilaMostrada]:
    """Return the rows with their columns in words and their personal data as `grado` may read it."""
    return [_mostrar(fila, grado) for fila in filas]


def _mostrar(fila: FilaImportada, grado: Grado) -> FilaMostrada:
    def cubierto(campo: str, texto: str) -> str:
        return ocultar(fila.entidad, campo, texto, grado)

    es_persona = fila.entidad == Entidad.INTEGRANTES
    return FilaMostrada(
        numero=fila.fila,
        nombre=cubierto("nombres", fila.nombre) if es_persona else fila.nombre,
        accion=fila.accion,
        depende=fila.accion == AccionFila.RECHAZAR and not fila.directa,
        motivos=[
            (_columna(fila, campo), texto.replace("{valor}", cubierto(campo, valor)))
            for campo, texto, valor, _, _ in fila.motivos
        ],
        reparaciones=[
            (_columna(fila, campo), *_distintos(cubierto(campo, a), cubierto(campo, d)), en_palabras(clases))
            for campo, clases, a, d in fila.reparaciones
        ],
        cambios=[
            (_columna(fila, campo), cubierto(campo, antes), cubierto(campo, despues))
            for campo, antes, despues in fila.cambios
        ],
    )


def _distintos(antes: str, despues: str) -> tuple[str, str]:
    """Return the pair, or nothing when its mask shows both alike."""
    return ("", "") if antes == despues else (antes, despues)


def _columna(fila: FilaImportada, campo: str) -> str:
    return "mandato" if campo == "mandato" else palabra(fila.entidad, campo)


def en_palabras(clases: str) -> str:
    """Return the kinds of repair («numero+ceros») as a person reads them."""
    return "; ".join(ARREGLOS.get(clase, clase) for clase in clases.split("+"))
