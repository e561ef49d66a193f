"""The one timeline of a space: each app tells what happened and when; one query reads them all.

An app registers its sources in `AppConfig.ready()`::

    registrar_fuente(Fuente("actividad", ACTIVIDADES, tramo_de_actividades, en_palabras))

`tramo(user, espacio)` returns a `Tramo`: the rows of its table that `user` may see there, and for each
of them a day, a moment (which orders what happened on one day) and whatever data it needs to tell it. It
returns None when the user may see none. `en_palabras(apunte)` turns one row into what the screen shows.
The pieces become one UNION ALL in keyset pages, so that a hundred events cost what ten do.
"""

import base64
import binascii
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import CharField, DateField, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.http import QueryDict
from django.utils import timezone

from espacios.models import EspacioPublico

TAMANO: Final = 8
_COLUMNAS: Final = ("linea_dia", "linea_momento", "linea_ident", "linea_datos")
_ORDEN: Final = ("-linea_dia", "-linea_momento", "-linea_ident")


@dataclass(frozen=True)
class Clase:
    """A kind of event, by which the timeline is filtered; lower `orden` stands first."""

    slug: str
    nombre: str
    icono: str
    orden: int


@dataclass(frozen=True)
class Tramo:
    """What a source brings: rows and, of each, when it was and its data (names to fields or expressions)."""

    filas: QuerySet[Any]
    dia: Any
    momento: Any
    datos: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Apunte:
    """One row as it was read; `datos` hold what JSON can say, a UUID as its text."""

    dia: date
    momento: datetime
    ident: str
    datos: dict[str, Any]

    @property
    def cuando(self) -> str:
        return f"{self.dia:%d/%m/%Y}"

    def uuid(self, nombre: str) -> UUID:
        """Return a datum that is a UUID; SQLite keeps them without hyphens, which addresses want."""
        return UUID(self.datos[nombre])


@dataclass(frozen=True)
class Hecho:
    """One event in words, for `_componentes/linea.html`. `verificada` lights its dot."""

    cuando: str
    titulo: str
    texto: str = ""
    verificada: bool = False
    url: str = ""
    estado: Any = None
    icono: str = ""
    fotos: list[Any] = field(default_factory=list)


@dataclass(frozen=True)
class Fuente:
    clave: str
    clase: Clase
    tramo: Callable[[Any, EspacioPublico], Tramo | None]
    en_palabras: Callable[[Apunte], Hecho]


ESTADO: Final = Clase("estado", "Estado", "signpost-split", 10)
ALERTAS: Final = Clase("alertas", "Alertas", "exclamation-triangle-fill", 20)
DIAGNOSTICOS: Final = Clase("diagnosticos", "Diagnósticos", "clipboard2-pulse", 30)
PLAN: Final = Clase("plan", "Plan e intervenciones", "tools", 40)
COMPROMISOS: Final = Clase("compromisos", "Compromisos", "clipboard-check", 45)
FOTOS: Final = Clase("fotos", "Fotos", "camera", 70)

_fuentes: dict[str, Fuente] = {}


def registrar_fuente(fuente: Fuente) -> None:
    """Offer a source; the last one registered under a name holds."""
    _fuentes[fuente.clave] = fuente


def clases() -> list[Clase]:
    """Return the kinds that some source tells of, in the order of the filter."""
    return sorted({f.clase for f in _fuentes.values()}, key=lambda c: c.orden)


# What is asked ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pedido:
    """What the address asks for. Whatever cannot be read is as if it were not there."""

    tipo: str = ""
    anio: int | None = None
    desde: tuple[date, datetime, str] | None = None

    @classmethod
    def leer(cls, consulta: QueryDict) -> "Pedido":
        tipo, anio = consulta.get("tipo", ""), consulta.get("anio", "")
        return cls(
            tipo if any(c.slug == tipo for c in clases()) else "",
            int(anio) if anio.isascii() and anio.isdigit() and 1900 <= int(anio[:5]) <= 2999 else None,
            _leer_cursor(consulta.get("cursor", "")),
        )

    @property
    def hay_filtros(self) -> bool:
        return bool(self.tipo or self.anio)


def _leer_cursor(cursor: str) -> tuple[date, datetime, str] | None:
    try:
        dia, momento, ident = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        leido = (date.fromisoformat(dia), datetime.fromisoformat(momento), str(ident))
    except (ValueError, TypeError, binascii.Error):
        return None
    return leido if leido[1].tzinfo else None


def _escribir_cursor(apunte: Apunte) -> str:
    texto = json.dumps([apunte.dia.isoformat(), apunte.momento.isoformat(), apunte.ident])
    return base64.urlsafe_b64encode(texto.encode()).decode().rstrip("=")


# What is read -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Linea:
    """One page of the timeline; an empty `siguiente` means that it ends here."""

    hechos: list[Hecho]
    siguiente: str


def leer_linea(user: Any, espacio: EspacioPublico, pedido: Pedido, tamano: int = TAMANO) -> Linea:
    """Return the events of `espacio` that `user` may see, newest first, in one query."""
    tramos = [
        _acotar(fuente, tramo, pedido)
        for fuente in _fuentes.values()
        if pedido.tipo in ("", fuente.clase.slug) and (tramo := fuente.tramo(user, espacio)) is not None
    ]
    if not tramos:
        return Linea([], "")
    # One piece alone is a query like any other; Django wants a union of two or more.
    unidos = tramos[0].union(*tramos[1:], all=True) if len(tramos) > 1 else tramos[0]
    filas = unidos.order_by(*_ORDEN)[: tamano + 1]
    apuntes = [Apunte(dia, momento, ident, json.loads(datos)) for dia, momento, ident, datos in filas]
    mostrados = apuntes[:tamano]
    return Linea(
        [_fuentes[a.ident.partition(":")[0]].en_palabras(a) for a in mostrados],
        _escribir_cursor(mostrados[-1]) if len(apuntes) > tamano else "",
    )


def _acotar(fuente: Fuente, tramo: Tramo, pedido: Pedido) -> QuerySet[Any]:
    """Return the rows of a piece as the columns that every piece shares, narrowed to what is asked."""
    ident = Concat(Value(f"{fuente.clave}:"), Cast(F("pk"), CharField()), output_field=CharField())
    filas = tramo.filas.order_by().annotate(
        linea_dia=Cast(tramo.dia, DateField()),
        linea_momento=tramo.momento,  # never cast: SQLite would cut its microseconds
        linea_ident=Cast(ident, TextField()),
        linea_datos=Cast(JSONObject(**tramo.datos), TextField()),
    )
    if pedido.anio:
        filas = filas.filter(linea_dia__year=pedido.anio)
    if pedido.desde:
        dia, momento, ultimo = pedido.desde
        antes = Q(linea_momento__lt=momento) | Q(linea_momento=momento, linea_ident__lt=ultimo)
        filas = filas.filter(Q(linea_dia__lt=dia) | Q(linea_dia=dia) & antes)
    return filas.values_list(*_COLUMNAS)


def anios(espacio: EspacioPublico) -> list[int]:
    """Return the years that the filter offers: from this one back to when the space came in."""
    hoy = timezone.localdate().year
    return list(range(hoy, min(espacio.fecha_incorporacion.year, hoy) - 1, -1))
