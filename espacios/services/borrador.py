"""What is written in a draft of a diagnosis, bit by bit, by one person or by several at once."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from comunes.bitacora import historial, registrar
from comunes.texto import normalizar
from comunes.versiones import ConflictoDeEdicion, lo_propio, tomar_version
from cuentas.enums import Permiso
from cuentas.permissions import exigir
from espacios import ciclo_diagnostico as ciclo
from espacios.enums import MetodoDiagnostico
from espacios.models import Diagnostico, FactorRiesgo
from espacios.models.diagnostico import (
    DIMENSIONES,
    EDADES,
    PERSONAS_MAXIMO,
    RESPUESTAS,
    SEXOS,
    TEXTO_MAXIMO,
)

TEXTOS: Final = ("potencialidades", "actores", "oportunidades")
CUENTAS: Final = (*SEXOS, *EDADES, *RESPUESTAS)
# What the field form may set; `factores` goes beside.
CAMPOS_DIAGNOSTICO: Final = frozenset({"fecha", "metodos", *TEXTOS, *DIMENSIONES, *CUENTAS})
EVENTO_EDITADO: Final = "diagnostico-editado"


@transaction.atomic
def guardar_borrador(
    *,
    actor: Any,
    diagnostico: Diagnostico,
    version: int,
    factores: Iterable[FactorRiesgo] | None = None,
    visto: Mapping[str, Any] | None = None,
    **campos: Any,
) -> Diagnostico:
    """Save the fields given (those of `CAMPOS_DIAGNOSTICO`), however little; the rest stays.

    Several people fill in one draft: with `visto` (what the page showed, as `en_comparable` says it) only
    what differs from it is written, over whatever the others saved. Raises ConflictoDeEdicion when
    somebody saved in between (with `visto`, the same field), ValidationError when it is locked.
    One line of history tells a run of saves by the same person.
    """
    exigir(actor, Permiso.DIAGNOSTICO_EDITAR, diagnostico)
    diagnostico = tomar(diagnostico, version if visto is None else None)
    if motivo := ciclo.impedimento_para_editar(diagnostico):
        raise ValidationError(motivo)
    if visto is not None:
        campos, factores = _lo_propio(visto, diagnostico, campos, factores)
    cambiados = poner(diagnostico, campos)
    diagnostico.save()
    if factores is not None and (nuevos := set(factores)) != set(diagnostico.factores.all()):
        diagnostico.factores.set(nuevos)
        cambiados.append("factores")
    if cambiados:
        anotar_edicion(actor, diagnostico)
    return diagnostico


def en_comparable(campo: str, valor: Any) -> Any:
    """Return a value as JSON can carry it and so that two of them compare."""
    if campo == "factores":
        return sorted(factor.slug for factor in valor)
    if campo == "metodos":
        return sorted(valor)
    if campo == "fecha":
        return valor.isoformat()
    return normalizar(valor) if isinstance(valor, str) else valor


def guardado_de(diagnostico: Diagnostico) -> dict[str, Any]:
    """Return everything that the field form sets, as it is saved, ready to be compared."""
    valores = {campo: getattr(diagnostico, campo) for campo in CAMPOS_DIAGNOSTICO}
    valores["factores"] = diagnostico.factores.all()
    return {campo: en_comparable(campo, valor) for campo, valor in valores.items()}


def _lo_propio(
    visto: Mapping[str, Any], diagnostico: Diagnostico, campos: dict[str, Any], factores: Any
) -> tuple[dict[str, Any], Any]:
    """Return, of what was sent, what its sender changed. Raises ConflictoDeEdicion over a crossed field."""
    enviado = campos if factores is None else {**campos, "factores": list(factores)}
    escrito = {campo: en_comparable(campo, valor) for campo, valor in enviado.items()}
    propios, cruzados = lo_propio(visto, guardado_de(diagnostico), escrito)
    if cruzados:
        raise ConflictoDeEdicion(diagnostico)
    suyos = {campo: valor for campo, valor in enviado.items() if campo in propios}
    return suyos, suyos.pop("factores", None)


def anotar_edicion(actor: Any, diagnostico: Diagnostico) -> None:
    """Remember who changed something: one line of history a run, and never its validator."""
    diagnostico.editores.add(actor)
    if not _sigue_editando(actor, diagnostico):
        registrar(actor=actor, accion=EVENTO_EDITADO, objeto=diagnostico)


def _sigue_editando(actor: Any, diagnostico: Diagnostico) -> bool:
    ultimo = historial(diagnostico).first()
    return ultimo is not None and (ultimo.accion, ultimo.actor_id) == (EVENTO_EDITADO, actor.pk)


def poner(diagnostico: Diagnostico, campos: dict[str, Any]) -> list[str]:
    """Set and check `campos`; return the names of those that changed."""
    if sobrantes := campos.keys() - CAMPOS_DIAGNOSTICO:
        raise TypeError(f"not fields of a diagnosis: {sorted(sobrantes)}")
    limpios = {c: normalizar(v) if isinstance(v, str) else v for c, v in campos.items()}
    if errores := {c: e for c, v in limpios.items() if (e := _error(c, v))}:
        raise ValidationError(errores)
    cambiados = [c for c, v in limpios.items() if getattr(diagnostico, c) != v]
    for campo, valor in limpios.items():
        setattr(diagnostico, campo, valor)
    return cambiados


def _error(campo: str, valor: Any) -> str:
    """Say what is wrong with one value, or return an empty text."""
    if campo == "fecha":
        return "La fecha está en el futuro." if valor > timezone.localdate() else ""
    if campo == "metodos":
        return "" if set(valor) <= set(MetodoDiagnostico.values) else "Ese método no existe."
    if campo in TEXTOS:
        return "" if len(valor) <= TEXTO_MAXIMO else f"Escriba como máximo {TEXTO_MAXIMO} letras."
    if campo in DIMENSIONES:
        return "" if valor is None or 1 <= valor <= 5 else "El puntaje va de 1 a 5."
    return "" if 0 <= valor <= PERSONAS_MAXIMO else f"Escriba un número de 0 a {PERSONAS_MAXIMO}."


def tomar(diagnostico: Diagnostico, version: int | None) -> Diagnostico:
    """Return the row claimed for an edit that started from `version`; None takes it as it stands."""
    filas = Diagnostico.objects.select_related("espacio").select_for_update(of=("self",))
    diagnostico = filas.get(pk=diagnostico.pk)
    return tomar_version(diagnostico, diagnostico.version if version is None else version)
