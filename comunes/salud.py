"""Health endpoints for whoever watches the service: alive, and ready to work."""

from django.contrib.auth.decorators import login_not_required
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@login_not_required
@never_cache
@require_safe
def vivo(request: HttpRequest) -> JsonResponse:
    """Answer 200 while the process serves requests; touches nothing else."""
    return JsonResponse({"estado": "vivo"})


@login_not_required
@never_cache
@require_safe
def listo(request: HttpRequest) -> JsonResponse:
    """Answer 200 when the database answers and has every migration, else 503 with what is missing."""
    try:
        pendientes = _migraciones_pendientes()
    except DatabaseError:
        return JsonResponse({"estado": "no listo", "base_de_datos": "no responde"}, status=503)
    if pendientes:
        return JsonResponse({"estado": "no listo", "migraciones_pendientes": pendientes}, status=503)
    return JsonResponse({"estado": "listo"})


def _migraciones_pendientes() -> int:
    ejecutor = MigrationExecutor(connection)
    return len(ejecutor.migration_plan(ejecutor.loader.graph.leaf_nodes()))
