"""What whoever registers for a talk agrees to, and the version of those words.

`personas.privacidad` holds the notice of committees; a talk asks for less and keeps it for less.
"""

from typing import Final

# Stored with each registration. Change it together with the words below.
VERSION_DEL_TEXTO: Final = "charlas-2026-11-23"

CASILLA: Final = "Acepto, y tengo 14 años o más"
ACEPTA: Final = (
    "Acepto que el programa Nuestro Espacio Seguro guarde estos datos para inscribirme, anotar mi "
    "asistencia y emitir mi constancia."
)
# The same, said by whoever writes down somebody who came.
CASILLA_EN_LA_LISTA: Final = "Esta persona aceptó, y tiene 14 años o más"
ACEPTO_EN_LA_LISTA: Final = (
    "Aceptó que el programa Nuestro Espacio Seguro guarde sus datos para anotar su asistencia y emitir su "
    "constancia."
)
AVISO: Final = (
    "Guarda los datos el Ministerio del Interior, Dirección de Participación Ciudadana. Los ven quien da la "
    "charla y el equipo del programa de su lugar; no se publican. Dos años después de la charla se "
    "quitan el documento y el contacto, y también el nombre, salvo en la constancia de quien vino y sigue "
    "en el programa. Se puede pedir ver, corregir o borrar los datos en cualquier momento (Ley 29733)."
)
