"""Every model has a factory, a scope, a class of personal data and an audit policy."""

import pytest

from comunes.inventario import INVENTARIO, Alcance, Historial
from tests.meta.proyecto import fabricas, modelos_propios

ETIQUETAS = {m._meta.label_lower: m for m in modelos_propios()}


def test_inventory_lists_every_model_and_no_other():
    assert set(INVENTARIO) == set(ETIQUETAS)


def test_every_model_has_a_factory():
    assert set(ETIQUETAS) - set(fabricas()) == set()


@pytest.mark.parametrize("etiqueta", sorted(ETIQUETAS))
def test_scope_is_what_the_inventory_says(etiqueta: str):
    acotado = INVENTARIO[etiqueta].alcance == Alcance.ACOTADO
    assert hasattr(ETIQUETAS[etiqueta]._default_manager.all(), "visible_to") == acotado


@pytest.mark.django_db
@pytest.mark.parametrize("etiqueta", sorted(ETIQUETAS))
def test_factory_makes_rows(etiqueta: str):
    fabrica = fabricas()[etiqueta]
    hechas = {fabrica().pk, fabrica().pk}
    assert len(hechas) == 2 or fabrica._meta.django_get_or_create


@pytest.mark.parametrize("etiqueta", [e for e, f in INVENTARIO.items() if f.historial == Historial.PROPIO])
def test_a_log_has_no_version_to_edit(etiqueta: str):
    assert "version" not in {c.name for c in ETIQUETAS[etiqueta]._meta.get_fields()}
