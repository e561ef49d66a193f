"""What triggers keep for committees: the last day of their mandates, and whether a space has an active one.

`Comite.ultimo_fin` orders who must be renewed first; `EspacioPublico.con_comite` finds the spaces that wait
for a committee without looking at each.
"""

from typing import Any, Final

from django.db import connections
from django.db.models import Max, OuterRef, QuerySet, Subquery

from comites.models import Comite, Mandato
from comunes.disparadores import Disparador, asegurar, soltar

_ACTIVO: Final = (
    "UPDATE espacios_espaciopublico SET con_comite = EXISTS (SELECT 1 FROM comites_comite c "
    "WHERE c.espacio_id = espacios_espaciopublico.id AND c.disuelto IS NULL)"
)
VIGENCIAS: Final = (
    Disparador(
        "comites_mandato_ultimo_fin",
        "comites_mandato",
        ("comite_id", "fin"),
        "UPDATE comites_comite SET ultimo_fin = (SELECT MAX(m.fin) FROM comites_mandato m "
        "WHERE m.comite_id = {fila}.comite_id) WHERE id = {fila}.comite_id; ",
    ),
    Disparador(
        "comites_comite_activo",
        "comites_comite",
        ("espacio_id", "disuelto"),
        f"{_ACTIVO} WHERE id = {{fila}}.espacio_id; ",
    ),
)


def antes_de_migrar(using: str, plan: Any, **_senal: Any) -> None:
    """Receiver of `pre_migrate`."""
    if plan:
        soltar(VIGENCIAS, using)


def tras_migrar(using: str, **_senal: Any) -> None:
    """Receiver of `post_migrate`. On the way back the columns may be gone."""
    escritas = (("comites_comite", "ultimo_fin"), ("espacios_espaciopublico", "con_comite"))
    if all(_hay(using, *columna) for columna in escritas) and asegurar(VIGENCIAS, using):
        recalcular_vigencias(Comite.objects.using(using))
        recalcular_activos(using)


def _hay(using: str, tabla: str, columna: str) -> bool:
    with connections[using].cursor() as cursor:
        columnas = connections[using].introspection.get_table_description(cursor, tabla)
    return columna in {c.name for c in columnas}


def recalcular_vigencias(comites: QuerySet[Any]) -> None:
    """Write `ultimo_fin` of these committees from their mandates, as the triggers do."""
    suyos = Mandato.objects.filter(comite=OuterRef("pk")).order_by().values("comite")
    comites.update(ultimo_fin=Subquery(suyos.annotate(ultimo=Max("fin")).values("ultimo")))


def recalcular_activos(using: str = "default") -> None:
    """Write `con_comite` of every space, as the triggers do."""
    with connections[using].cursor() as cursor:
        cursor.execute(_ACTIVO)
