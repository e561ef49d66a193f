"""Contract suites: what every view owes, written once and inherited.

A test module inherits the suite of its kind of view and says only what is its own:

    from tests.contratos import ContratoDetalle, ContratoLista

    class TestListaDeActividades(ContratoLista):
        url = "actividades:lista"
        permiso = Permiso.ACTIVIDAD_VER
        consultas = 7                                   # the literal of the growth test

        def fila(self, lugar):                          # a row of that place
            return ActividadFactory(comite=lugar.comite)

    class TestDetalleDeActividad(ContratoDetalle):
        permiso = Permiso.ACTIVIDAD_VER

        def fila(self, lugar):
            return ActividadFactory(comite=lugar.comite)

        def url_inexistente(self):
            return reverse("actividades:actividad-detalle", args=[uuid.uuid4()])

Each suite asks for every role with the permission, held in the place `propio`, against rows in four
places (see `tests.contratos.lugares`): own, same municipality but another comisaría, another
municipality of the region, another region. And for every role without it, an account without roles,
and nobody. For spaces and committees `fila` returns `lugar.espacio` and `lugar.comite` (a leader's own)
and `otra` makes one more for the growth test.

- `ContratoLista`, `ContratoExportacion`: exactly own rows; 403; sign-in; growth. `ContratoArchivo`: the
  same for a file made by `VistaExportacion`.
- `ContratoDetalle`: 200 in scope, 404 outside with the same page as a missing row; 403; sign-in.
- `ContratoFormularioNuevo`, `ContratoFormularioEdicion`: set `modelo`, `obligatorio`, `url`, `datos`,
  `ajenos`; repeats, lost values, foreign keys, stale versions.
- `ContratoAccion`: a button; nothing changes on any refusal.
- `ContratoPublico`: anonymous reading without what is reserved.
- `ContratoAdmin`: the admin list of a model.

A rule of its own (a leader who may not edit) is said with `exceptuados` and tested beside. A view whose
scope differs overrides `alcanza(rol)`. Growth of any other page: `tests.apoyo.contar_consultas`.
"""

from tests.contratos.escritura import ContratoAccion, ContratoFormularioEdicion, ContratoFormularioNuevo
from tests.contratos.lectura import (
    ContratoAdmin,
    ContratoArchivo,
    ContratoDetalle,
    ContratoExportacion,
    ContratoLista,
    ContratoPublico,
)

__all__ = [
    "ContratoAccion",
    "ContratoAdmin",
    "ContratoArchivo",
    "ContratoDetalle",
    "ContratoExportacion",
    "ContratoFormularioEdicion",
    "ContratoFormularioNuevo",
    "ContratoLista",
    "ContratoPublico",
]
