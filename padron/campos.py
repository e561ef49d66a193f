"""The four kinds of sheet of a regional padrón and the columns that each may have."""

from dataclasses import dataclass
from enum import StrEnum

from comunes.hojas.encabezados import Columna, Esquema


class Entidad(StrEnum):
    """What one sheet lists, in the order in which they depend on each other."""

    ESPACIOS = "espacios"
    COMITES = "comites"
    INTEGRANTES = "integrantes"
    ACTIVIDADES = "actividades"


ROTULOS = {
    Entidad.ESPACIOS: "Espacios",
    Entidad.COMITES: "Comités",
    Entidad.INTEGRANTES: "Integrantes",
    Entidad.ACTIVIDADES: "Actividades",
}


@dataclass(frozen=True)
class Campo:
    """A column: its key in the code, its word in reports and screens, and the headers it goes by.

    `personal` marks what only some roles may read.
    """

    clave: str
    palabra: str
    nombres: tuple[str, ...]
    obligatorio: bool = False
    o_bien: tuple[str, ...] = ()
    personal: bool = False


# Headers that the importer itself writes or that only number the rows: known, and never read.
_NUMERO = Campo("numero", "n°", ("n°", "ítem", "orden", "n° de orden", "correlativo"))
_MOTIVO = Campo("motivo", "motivo", ("motivo del rechazo", "motivo de rechazo"))
SIN_LECTURA = frozenset({"numero", "motivo"})

_UBIGEO = Campo(
    "ubigeo",
    "ubigeo",
    ("ubigeo", "código de ubigeo", "ubigeo inei", "ubigeo reniec", "ubigeo del distrito", "código ubigeo"),
)
_UBIGEO_OBLIGATORIO = Campo("ubigeo", "ubigeo", _UBIGEO.nombres, True, ("distrito",))
_DISTRITO = Campo("distrito", "distrito", ("distrito", "nombre del distrito"))
_PROVINCIA = Campo("provincia", "provincia", ("provincia",))
_REGION = Campo("region", "región", ("región", "departamento", "ámbito", "región o departamento"))
_COMITE = Campo(
    "comite",
    "comité",
    ("comité", "nombre del comité", "comité comunitario", "nombre del comité comunitario", "organización"),
    True,
)
_ESPACIO = Campo(
    "espacio", "espacio", ("espacio", "espacio público", "nombre del espacio", "nombre del espacio público")
)

_ESPACIOS = (
    _NUMERO,
    Campo(
        "nombre",
        "nombre",
        (
            "nombre del espacio",
            "espacio público",
            "nombre del espacio público",
            "espacio",
            "nombre",
            "denominación",
        ),
        True,
    ),
    Campo("tipo", "tipo", ("tipo", "tipo de espacio", "clase de espacio", "categoría")),
    _UBIGEO_OBLIGATORIO,
    _DISTRITO,
    _PROVINCIA,
    _REGION,
    Campo("municipalidad", "municipalidad", ("municipalidad", "gobierno local", "municipio")),
    Campo("comisaria", "comisaría", ("comisaría", "comisaría pnp", "dependencia policial", "cpnp")),
    Campo("direccion", "dirección", ("dirección", "ubicación", "dirección del espacio", "lugar")),
    Campo("referencia", "referencia", ("referencia", "referencia de ubicación")),
    Campo("latitud", "latitud", ("latitud", "latitud y", "coordenada latitud")),
    Campo("longitud", "longitud", ("longitud", "longitud x", "coordenada longitud")),
    Campo(
        "coordenadas", "lat/long", ("coordenadas", "latitud y longitud", "georreferencia", "coordenadas gps")
    ),
    Campo("area", "área", ("área m2", "superficie", "área en metros cuadrados", "área del espacio", "m2")),
    Campo("titular", "titular", ("titular", "propietario", "titular del predio", "titularidad")),
    Campo("factores", "factores de riesgo", ("factores de riesgo", "riesgos", "problemática", "factores")),
    Campo(
        "incorporacion",
        "incorporación",
        (
            "fecha de incorporación",
            "incorporación",
            "fecha de incorporación al programa",
            "fecha de recuperación",
        ),
    ),
    _MOTIVO,
)

_COMITES = (
    _NUMERO,
    _COMITE,
    Campo("espacio", "espacio", _ESPACIO.nombres, True),
    _UBIGEO,
    _DISTRITO,
    _PROVINCIA,
    _REGION,
    Campo(
        "constitucion",
        "constitución",
        (
            "fecha de constitución",
            "constitución",
            "fecha de creación",
            "fecha de conformación",
            "fecha del acta",
            "constituido",
        ),
    ),
    Campo(
        "inicio",
        "inicio",
        ("inicio de vigencia", "inicio del mandato", "vigencia desde", "fecha de inicio", "vigente desde"),
    ),
    Campo(
        "vigencia",
        "vigencia",
        (
            "fin de vigencia",
            "vigencia hasta",
            "vigencia",
            "fecha de vencimiento",
            "vencimiento",
            "vence",
            "hasta",
            "fin del mandato",
            "fecha de término",
            "término de vigencia",
            "vigente hasta",
        ),
    ),
    Campo("whatsapp", "whatsapp", ("grupo whatsapp", "whatsapp", "tiene grupo de whatsapp")),
    Campo(
        "celular",
        "celular",
        (
            "celular del administrador",
            "administrador del grupo",
            "teléfono del administrador",
            "celular del administrador del grupo",
            "celular de quien administra",
            "celular",
        ),
        personal=True,
    ),
    Campo(
        "miembros", "miembros", ("miembros del grupo", "n° de miembros", "cantidad de miembros", "miembros")
    ),
    _MOTIVO,
)

_INTEGRANTES = (
    _NUMERO,
    _COMITE,
    _ESPACIO,
    _UBIGEO,
    _DISTRITO,
    _PROVINCIA,
    _REGION,
    Campo("cargo", "cargo", ("cargo", "cargo en el comité", "función")),
    Campo(
        "tipo_documento",
        "tipo de documento",
        ("tipo doc", "tipo de documento", "tipo de doc identidad", "t. doc."),
    ),
    Campo(
        "documento",
        "documento",
        (
            "n° doc",
            "número de documento",
            "dni",
            "documento",
            "documento de identidad",
            "n° de dni",
            "doc identidad",
        ),
        True,
        personal=True,
    ),
    Campo(
        "nombre_completo",
        "nombre completo",
        ("apellidos y nombres", "nombre completo", "nombres y apellidos", "nombre y apellido", "integrante"),
        personal=True,
    ),
    Campo("nombres", "nombres", ("nombres", "prenombres", "nombre"), True, ("nombre_completo",), True),
    Campo("apellidos", "apellidos", ("apellidos",), personal=True),
    Campo(
        "paterno",
        "apellido paterno",
        ("apellido paterno", "primer apellido", "paterno"),
        True,
        ("apellidos", "nombre_completo"),
        True,
    ),
    Campo("materno", "apellido materno", ("apellido materno", "segundo apellido", "materno"), personal=True),
    Campo("sexo", "sexo", ("sexo", "género")),
    Campo(
        "nacimiento",
        "nacimiento",
        ("fecha de nacimiento", "nacimiento", "f. nac.", "fecha nac", "nacido el"),
        personal=True,
    ),
    Campo(
        "celular",
        "celular",
        ("celular", "teléfono", "n° de celular", "móvil", "teléfono celular", "whatsapp", "n° de teléfono"),
        personal=True,
    ),
    Campo("correo", "correo", ("correo", "correo electrónico", "email"), personal=True),
    Campo(
        "desde",
        "desde",
        (
            "desde",
            "fecha de ingreso",
            "fecha de incorporación",
            "integra desde",
            "fecha de inicio",
            "ingreso",
        ),
    ),
    _MOTIVO,
)

_ACTIVIDADES = (
    _NUMERO,
    _COMITE,
    _ESPACIO,
    _UBIGEO,
    _DISTRITO,
    _PROVINCIA,
    _REGION,
    Campo("tipo", "tipo", ("tipo de actividad", "tipo", "actividad", "clase de actividad"), True),
    Campo(
        "titulo",
        "título",
        ("título", "nombre de la actividad", "título de la actividad", "denominación", "descripción"),
    ),
    Campo(
        "fecha",
        "fecha",
        ("fecha", "fecha de la actividad", "fecha de realización", "fecha de ejecución"),
        True,
    ),
    Campo(
        "participantes",
        "participantes",
        (
            "participantes",
            "n° de participantes",
            "asistentes",
            "cantidad de participantes",
            "total de participantes",
            "cantidad de personas",
            "n° de personas",
            "cuántas personas",
            "personas",
        ),
    ),
    Campo("apoyo", "apoyo", ("apoyo de", "con apoyo de", "apoyo", "aliados", "apoyo institucional")),
    Campo("resultado", "resultado", ("resultado", "resultados", "observaciones", "logros")),
    _MOTIVO,
)

CAMPOS: dict[Entidad, dict[str, Campo]] = {
    entidad: {campo.clave: campo for campo in campos}
    for entidad, campos in (
        (Entidad.ESPACIOS, _ESPACIOS),
        (Entidad.COMITES, _COMITES),
        (Entidad.INTEGRANTES, _INTEGRANTES),
        (Entidad.ACTIVIDADES, _ACTIVIDADES),
    )
}

_PALABRAS_DE_HOJA = {
    Entidad.ESPACIOS: ("espacios", "espacios públicos", "parques"),
    Entidad.COMITES: ("comités", "comités comunitarios"),
    Entidad.INTEGRANTES: ("integrantes", "miembros", "personas", "directivas", "padrón de integrantes"),
    Entidad.ACTIVIDADES: ("actividades", "actividades autogestionadas"),
}

ESQUEMAS: tuple[Esquema, ...] = tuple(
    Esquema(
        entidad.value,
        tuple(
            Columna(c.clave, c.nombres, c.obligatorio, c.o_bien, c.clave in SIN_LECTURA)
            for c in campos.values()
        ),
        _PALABRAS_DE_HOJA[entidad],
    )
    for entidad, campos in CAMPOS.items()
)

# Some failures are about two cells at once; reports name the pair.
PALABRAS_DE_PAREJA = {"lat_long": "lat/long"}


def palabra(entidad: str, clave: str) -> str:
    """Return the word that reports and screens use for a column."""
    if clave in PALABRAS_DE_PAREJA:
        return PALABRAS_DE_PAREJA[clave]
    return CAMPOS[Entidad(entidad)][clave].palabra
