"""Making one of two rows, and undoing it: pointers go and come back, values are kept in a snapshot."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError, Q
from django.utils import timezone

from comunes.bitacora import registrar
from comunes.models import Versionado
from comunes.versiones import tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from personas.enums import EstadoDuplicado
from personas.models import Fusion, Persona, PosibleDuplicado
from personas.referencias import objeciones, referencias
from personas.reglas import comprobar_reglas
from personas.services.accesos import motivo_valido

# What people choose one by one, and the columns that go together.
ELEGIBLES: dict[str, tuple[str, ...]] = {
    "documento": ("tipo_documento", "numero_documento"),
    "nombres": ("nombres",),
    "apellido_paterno": ("apellido_paterno",),
    "apellido_materno": ("apellido_materno",),
    "sexo": ("sexo",),
    "fecha_nacimiento": ("fecha_nacimiento",),
    "celular": ("celular",),
    "correo": ("correo",),
    "distrito": ("distrito_id",),
    "cuenta": ("usuario_id",),
}
CONFIRMAR = "Marque que lo revisó para poder unirlas."
NO_SE_PUEDE_DESHACER = (
    "Ya no se puede deshacer: alguien registró después otra persona con el mismo documento o la misma cuenta."
)


@transaction.atomic
def unir_personas(
    *,
    actor: Any,
    conservada: Persona,
    absorbida: Persona,
    versiones: tuple[int, int],
    tomar_de_la_otra: frozenset[str],
    motivo: str,
    confirmado: bool = False,
) -> Fusion:
    """Make one person of two: everything that pointed to either points to `conservada`.

    `tomar_de_la_otra` names the values (of ELEGIBLES) that come from `absorbida`, whose row goes.
    `confirmado`: the user saw what is unusual, such as two active committees. Raises ValidationError,
    ConflictoDeEdicion.
    """
    _exigir_unibles(actor, conservada, absorbida)
    una, otra = _bloquear(conservada, absorbida)
    tomar_version(una, versiones[0])
    tomar_version(otra, versiones[1])
    _exigir_sin_objeciones(una, otra, confirmado)
    fusion = Fusion(conservada=una, absorbida=otra.pk, motivo=motivo_valido(motivo), hecha_por=actor)
    fusion.foto = {"conservada": _retrato(una), "absorbida": _retrato(otra)}
    fusion.cierres, fusion.punteros = _cerrar_repetidos(actor, una, otra), _mover(otra.pk, una.pk)
    cambios = _elegidos(una, otra, tomar_de_la_otra)
    _quitar(otra)
    fusion.foto["resultado"] = _aplicar(una, cambios)
    fusion.save()
    registrar(actor=actor, accion="personas-unidas", objeto=una, absorbida=fusion.absorbida, union=fusion.pk)
    return fusion


def _exigir_unibles(actor: Any, conservada: Persona, absorbida: Persona) -> None:
    if conservada.pk == absorbida.pk:
        raise ValidationError("Es la misma persona: elija dos distintas.")
    if conservada.anonimizada or absorbida.anonimizada:
        raise ValidationError("Los datos de una de las dos se retiraron: ya no se pueden unir.")
    for persona in (conservada, absorbida):
        exigir(actor, Permiso.PERSONA_FUSIONAR, persona)


def _bloquear(*personas: Persona) -> list[Persona]:
    """Return the rows read again under a lock, taken in the order of their keys."""
    claves = [persona.pk for persona in personas]
    filas = Persona.objects.select_for_update(of=("self",)).filter(pk__in=claves).order_by("pk")
    halladas = {fila.pk: fila for fila in filas}
    if len(halladas) != len(set(claves)):
        raise ValidationError("Una de las dos ya no está: alguien acaba de unirla con otra.")
    return [halladas[clave] for clave in claves]


def _exigir_sin_objeciones(una: Persona, otra: Persona, confirmado: bool) -> None:
    halladas = objeciones(una, otra)
    if finales := [o.texto for o in halladas if o.definitiva]:
        raise ValidationError(finales)
    if halladas and not confirmado:
        raise ValidationError({"confirmado": CONFIRMAR})


def _retrato(persona: Persona) -> dict[str, Any]:
    """Return every column as JSON keeps it."""
    return {c.attname: _en_json(getattr(persona, c.attname)) for c in Persona._meta.concrete_fields}


def _en_json(valor: Any) -> Any:
    simple = valor is None or isinstance(valor, str | int | bool)
    return valor if simple else valor.isoformat()


def _de_json(columna: str, valor: Any) -> Any:
    campo: Any = next(c for c in Persona._meta.concrete_fields if c.attname == columna)
    return (campo.target_field if campo.is_relation else campo).to_python(valor)


def _cerrar_repetidos(actor: Any, una: Persona, otra: Persona) -> list[Any]:
    """Close what both have once, and return how it was: [model, key, values before]."""
    cerrados = []
    for referencia in referencias():
        cierres = referencia.cerrar(una, otra)
        for clave, valores in cierres:
            fila = referencia.filas.filter(pk=clave)
            antes = {columna: _en_json(valor) for columna, valor in fila.values(*valores)[0].items()}
            fila.update(**valores)
            cerrados.append([referencia.modelo, clave, antes])
        if cierres:
            referencia.tras_cerrar(actor, [clave for clave, _ in cierres])
    return cerrados


def _mover(de: int, a: int) -> list[Any]:
    """Point to `a` every row that pointed to `de`, and return them: [model, field, keys]."""
    movidas = []
    for referencia in referencias():
        claves = list(referencia.filas.filter(**{referencia.campo: de}).values_list("pk", flat=True))
        if claves:
            _apuntar(referencia.filas, referencia.campo, claves, a)
            movidas.append([referencia.modelo, referencia.campo, claves])
    return movidas


def _apuntar(filas: Any, campo: str, claves: list[Any], destino: int) -> None:
    cambios: dict[str, Any] = {f"{campo}_id": destino}
    if issubclass(filas.model, Versionado):
        cambios["version"] = F("version") + 1
    filas.filter(pk__in=claves).update(**cambios)


def _elegidos(una: Persona, otra: Persona, de_la_otra: frozenset[str]) -> dict[str, Any]:
    columnas = [c for campo in ELEGIBLES if campo in de_la_otra for c in ELEGIBLES[campo]]
    return {c: getattr(otra, c) for c in columnas if getattr(una, c) != getattr(otra, c)}


def _quitar(otra: Persona) -> None:
    PosibleDuplicado.objects.filter(Q(primera=otra) | Q(segunda=otra)).delete()
    try:
        otra.delete()
    except ProtectedError as error:  # a foreign key that nobody registered
        raise ValidationError("Algo más depende de esta persona: no se puede unir todavía.") from error


def _aplicar(una: Persona, cambios: Mapping[str, Any]) -> dict[str, Any]:
    for columna, valor in cambios.items():
        setattr(una, columna, valor)
    comprobar_reglas(una)
    una.full_clean(validate_unique=False, validate_constraints=False)
    una.save()
    return {columna: _en_json(valor) for columna, valor in cambios.items()}


@transaction.atomic
def deshacer_union(*, actor: Any, fusion: Fusion) -> Persona:
    """Bring the absorbed person back with its key, its values and everything that pointed to it.

    What was edited on the person that stayed after the union is left as it is. Raises ValidationError.
    """
    exigir(actor, Permiso.PERSONA_FUSIONAR, fusion.conservada)
    fusion = Fusion.objects.select_for_update(of=("self",)).get(pk=fusion.pk)
    _exigir_reversible(fusion)
    (una,) = _bloquear(fusion.conservada)
    try:
        with transaction.atomic():
            _devolver_valores(una, fusion.foto)
            otra = _recrear(fusion.foto["absorbida"])
            _devolver_punteros(fusion, una.pk, otra.pk)
            _reabrir(actor, fusion)
    except IntegrityError as error:
        raise ValidationError(NO_SE_PUEDE_DESHACER) from error
    fusion.deshecha, fusion.deshecha_por = timezone.now(), actor
    fusion.save(update_fields=["deshecha", "deshecha_por"])
    _recordar_que_son_dos(una, otra)
    registrar(actor=actor, accion="union-deshecha", objeto=una, absorbida=otra.pk, union=fusion.pk)
    return otra


def _exigir_reversible(fusion: Fusion) -> None:
    if fusion.deshecha is not None:
        raise ValidationError("Esta unión ya fue deshecha.")
    if not fusion.foto:
        raise ValidationError("Ya no se puede deshacer: los datos de la otra persona se borraron.")
    if Fusion.objects.en_pie().filter(conservada=fusion.conservada_id, pk__gt=fusion.pk).exists():
        raise ValidationError("Deshaga primero la unión más reciente de esta persona.")


def _devolver_valores(una: Persona, foto: Mapping[str, Any]) -> None:
    """Give back the values that the union changed, where nobody changed them again."""
    for columna, valor in foto["resultado"].items():
        if _en_json(getattr(una, columna)) == valor:
            setattr(una, columna, _de_json(columna, foto["conservada"][columna]))
    una.version += 1
    una.save()


def _recrear(retrato: Mapping[str, Any]) -> Persona:
    valores = {columna: _de_json(columna, valor) for columna, valor in retrato.items()}
    otra = Persona(**valores)
    otra.save(force_insert=True)
    # `creado` is set by the field itself on every insert.
    Persona.objects.filter(pk=otra.pk).update(creado=valores["creado"], version=valores["version"] + 1)
    return otra


def _devolver_punteros(fusion: Fusion, una: int, otra: int) -> None:
    for modelo, campo, claves in fusion.punteros:
        filas = apps.get_model(modelo)._base_manager
        # What was moved on since to somebody else is no longer of either.
        siguen = list(filas.filter(pk__in=claves, **{campo: una}).values_list("pk", flat=True))
        _apuntar(filas, campo, siguen, otra)


def _reabrir(actor: Any, fusion: Fusion) -> None:
    for modelo, clave, antes in fusion.cierres:
        apps.get_model(modelo)._base_manager.filter(pk=clave).update(**antes)
    for referencia in referencias():
        if claves := [clave for modelo, clave, _ in fusion.cierres if modelo == referencia.modelo]:
            referencia.tras_reabrir(actor, claves)


def _recordar_que_son_dos(una: Persona, otra: Persona) -> None:
    primera, segunda = sorted((una.pk, otra.pk))
    PosibleDuplicado.objects.update_or_create(
        primera_id=primera,
        segunda_id=segunda,
        defaults={
            "estado": EstadoDuplicado.DESCARTADO,
            "razon": "Se unieron y se deshizo",
            "hallado": timezone.now(),
        },
    )


def valor_de_campo(persona: Persona, campo: str) -> tuple[Any, ...]:
    """Return the columns of one choice, to compare two persons."""
    return tuple(getattr(persona, columna) for columna in ELEGIBLES[campo])


def campos_distintos(una: Persona, otra: Persona) -> list[str]:
    """Return the choices in which two persons differ."""
    return [campo for campo in ELEGIBLES if valor_de_campo(una, campo) != valor_de_campo(otra, campo)]


def esta_vacio(persona: Persona, campo: str) -> bool:
    """Say whether a choice holds nothing: the other's value is then the one to propose."""
    valores = valor_de_campo(persona, campo)
    return valores[-1] in (None, "", "no-declara")
