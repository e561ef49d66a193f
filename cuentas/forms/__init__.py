"""Forms about accounts. They validate; the services write."""

from cuentas.forms.ingreso import (
    FormularioCambiarContrasena,
    FormularioConfirmar,
    FormularioContrasenaNueva,
    FormularioIngreso,
    FormularioRecuperar,
)
from cuentas.forms.segundo_factor import (
    FormularioActivarAplicacion,
    FormularioAgregarLlave,
    FormularioCodigo,
    FormularioConfirmarCodigo,
    FormularioConfirmarConLlave,
    FormularioEntrarConLlave,
    FormularioNombreDeLlave,
    FormularioUsarLlave,
)

__all__ = [
    "FormularioActivarAplicacion",
    "FormularioAgregarLlave",
    "FormularioCambiarContrasena",
    "FormularioCodigo",
    "FormularioConfirmar",
    "FormularioConfirmarCodigo",
    "FormularioConfirmarConLlave",
    "FormularioContrasenaNueva",
    "FormularioEntrarConLlave",
    "FormularioIngreso",
    "FormularioNombreDeLlave",
    "FormularioRecuperar",
    "FormularioUsarLlave",
]
