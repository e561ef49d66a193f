"""The privacy notice shown wherever personal data are asked for, and the version people agree to."""

from typing import Final, NamedTuple

from personas.enums import Finalidad

# Stored with each consent. Change it together with the words below.
VERSION_DEL_TEXTO: Final = "2026-11"


class Punto(NamedTuple):
    titulo: str
    texto: str


AVISO: Final = (
    Punto(
        "Quién guarda los datos",
        "El Ministerio del Interior, Dirección de Participación Ciudadana, titular del banco de datos "
        "del programa Nuestro Espacio Seguro.",
    ),
    Punto(
        "Para qué",
        "Para saber quiénes integran el comité, convocarlos y llevar el registro del programa. "
        "Cada otro uso se pregunta aparte.",
    ),
    Punto(
        "Quiénes los ven",
        "Las personas del programa en el ministerio, en su municipalidad y en su comisaría, cada una "
        "solo lo que su función necesita. No se publican ni se entregan a terceros.",
    ),
    Punto(
        "Por cuánto tiempo",
        "Mientras integre un comité y hasta dos años después; luego se quita todo lo que la identifica.",
    ),
    Punto(
        "Sus derechos",
        "Puede pedir ver, corregir o borrar sus datos, u oponerse a su uso, en la Dirección de "
        "Participación Ciudadana o por medio de su municipalidad (Ley 29733).",
    ),
)

# What each tick says, in the words of the person who agrees.
TEXTOS: Final[dict[Finalidad, str]] = {
    Finalidad.GESTION: "Acepta que se guarden sus datos para la gestión del comité.",
    Finalidad.WHATSAPP: "Acepta que se le agregue al grupo de WhatsApp del comité.",
    Finalidad.FOTOS: "Acepta salir en las fotos de las actividades.",
    Finalidad.PUBLICACION: "Acepta que esas fotos se publiquen.",
}

# What is still to be done when somebody takes one back.
AL_REVOCAR: Final[dict[Finalidad, str]] = {
    Finalidad.GESTION: "Sus datos se conservan mientras integre un comité. Si quiere que se borren, puede "
    "pedirlo en la página de privacidad.",
    Finalidad.WHATSAPP: "Si está en el grupo de su comité, el grupo queda señalado hasta que salga de él.",
    Finalidad.FOTOS: "Desde hoy no debe salir en fotos nuevas: avise a su comité.",
    Finalidad.PUBLICACION: "Revise las fotos publicadas de su espacio y retire las que muestren a esta "
    "persona.",
}

# Who is not of age cannot give these alone.
CON_APODERADO_SI_ES_MENOR: Final = frozenset({Finalidad.FOTOS, Finalidad.PUBLICACION})
