"""`Comite.ultimo_fin` is kept by triggers on the mandates: it orders who must be renewed first."""

from typing import Any, Final

from django.db import connections
from django.db.models import Max, OuterRef, QuerySet, Subquery

from comites.models import Comite, Mandato
from comunes.disparadores import Disparador, asegurar, soltar

VIGENCIAS: Final = (
    Disparador(
        "comites_mandato_ultimo_fin",
        "comites_mandato",
        ("comite_id", "fin"),
        "UPDATE comites_comite SET ultimo_fin = (SELECT MAX(m.fin) FROM comites_mandato m "
        "WHERE m.comite_id = {fila}.comite_id) WHERE id = {fila}.comite_id; ",
    ),
)


def antes_de_migrar(using: str, plan: Any, **_senal: Any) -> None:
    """Receiver of `pre_migrate`."""
    if plan:
        soltar(VIGENCIAS, using)


def tras_migrar(using: str, **_senal: Any) -> None:
    """Receiver of `post_migrate`. On the way back the column may be gone."""
    tabla = Comite._meta.db_table
    with connections[using].cursor() as cursor:
        columnas = connections[using].introspection.get_table_description(cursor, tabla)
    if "ultimo_fin" in {columna.name for columna in columnas} and asegurar(VIGENCIAS, using):
        recalcular_vigencias(Comite.objects.using(using))


def recalcular_vigencias(comites: QuerySet[Any]) -> None:
    """Write `ultimo_fin` of these committees from their mandates, as the triggers do."""
    suyos = Mandato.objects.filter(comite=OuterRef("pk")).order_by().values("comite")
    comites.update(ultimo_fin=Subquery(suyos.annotate(ultimo=Max("fin")).values("ultimo")))
