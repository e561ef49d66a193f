"""Loading the sample programme: all or nothing, and only once."""

from django.db import transaction

from comites.models import Comite
from comunes.instalacion import hay_datos_de_ejemplo, marcar_datos_de_ejemplo
from espacios.models import EspacioPublico, TipoEspacio
from portal.ejemplo.cuentas import crear_cuentas
from territorio.models import Comisaria


@transaction.atomic
def cargar_ejemplo() -> bool:
    """Load the sample programme and return True, or return False when it is there already."""
    if hay_datos_de_ejemplo():
        return False
    crear_cuentas(_comite())
    marcar_datos_de_ejemplo(archivo="padron_ejemplo.xlsx")
    return True


def _comite() -> Comite:
    comisaria = Comisaria.objects.filter(distrito="150132").earliest("pk")
    espacio = EspacioPublico.objects.create(
        codigo="NES-150132-01",
        nombre="Parque Los Algarrobos",
        tipo=TipoEspacio.objects.get(slug="parque"),
        distrito=comisaria.distrito,
        region=comisaria.region,
        municipalidad=comisaria.distrito.municipalidad,
        comisaria=comisaria,
    )
    return Comite.objects.create(espacio=espacio, nombre=f"Comité Comunitario {espacio.nombre}")
