"""Fill in who edited each diagnosis, from the history, and which spaces got worse, from the figures."""

from django.db import migrations

DIMENSIONES = ("seguridad", "inclusion", "conectividad", "accesibilidad", "sostenibilidad")
RESPUESTAS = ("muy_seguro", "seguro", "ni_seguro_ni_inseguro", "inseguro", "muy_inseguro")


def llenar(apps, schema_editor):
    """Both run twice without harm; a small programme's rows go through memory, space by space."""
    _editores(apps)
    Diagnostico = apps.get_model("espacios", "Diagnostico")
    posteriores = Diagnostico.objects.filter(estado="validado").exclude(momento="linea-base")
    espacios = list(posteriores.order_by().values_list("espacio", flat=True).distinct())
    peores = [pk for pk in espacios if _empeoro(posteriores.model, pk)]
    apps.get_model("espacios", "EspacioPublico").objects.filter(pk__in=peores).update(diagnostico_peor=True)


def _editores(apps):
    Diagnostico = apps.get_model("espacios", "Diagnostico")
    Evento = apps.get_model("comunes", "Evento")
    guardados = Evento.objects.filter(
        objeto_tipo="espacios.diagnostico", accion="diagnostico-editado", actor__isnull=False
    )
    pares = set(guardados.order_by().values_list("objeto_id", "actor_id").distinct())
    Editor = Diagnostico.editores.through
    Editor.objects.bulk_create(
        [Editor(diagnostico_id=int(diagnostico), usuario_id=actor) for diagnostico, actor in pares],
        ignore_conflicts=True,
    )


def _empeoro(modelo, espacio):
    filas = list(modelo.objects.filter(espacio=espacio, estado="validado"))
    corregidas = {d.enmienda_de_id for d in filas}
    vigentes = [d for d in filas if d.pk not in corregidas]
    base = next((d for d in vigentes if d.momento == "linea-base"), None)
    otras = [d for d in vigentes if d.momento != "linea-base"]
    if base is None or not otras:
        return False
    hoy = max(otras, key=lambda d: (d.fecha, d.pk))
    if _puntaje(hoy) < _puntaje(base):
        return True
    pocas = min(_respuestas(base), _respuestas(hoy)) < 30
    return not pocas and round(_inseguridad(hoy) - _inseguridad(base), 1) >= 5


def _puntaje(diagnostico):
    return sum(getattr(diagnostico, d) for d in DIMENSIONES)


def _respuestas(diagnostico):
    return sum(getattr(diagnostico, r) for r in RESPUESTAS)


def _inseguridad(diagnostico):
    return 100 * (diagnostico.inseguro + diagnostico.muy_inseguro) / _respuestas(diagnostico)


class Migration(migrations.Migration):
    dependencies = [
        ("comunes", "0002_initial"),
        ("espacios", "0005_editores_y_descartes"),
    ]

    operations = [migrations.RunPython(llenar, migrations.RunPython.noop)]
