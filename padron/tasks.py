"""What the background worker runs. Each task takes a key, and is safe to run again."""

from django_tasks import task

from padron import ejecucion


@task()
def revisar_importacion(pk: int) -> None:
    """Review an uploaded file."""
    ejecucion.revisar(pk)


@task()
def aplicar_importacion(pk: int) -> None:
    """Write a confirmed file."""
    ejecucion.aplicar(pk)
