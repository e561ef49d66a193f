"""The rules of living together in a committee's group: the text that its people accept.

`VERSION_DE_REGLAS` changes with the text: groups that accepted an older one are asked again.
"""

from typing import Final

VERSION_DE_REGLAS: Final = "2026-1"
REGLAS: Final = (
    "El grupo es para el comité y su espacio: avisos, acuerdos y actividades.",
    "Nos tratamos con respeto. No se insulta, no se acusa, no se discrimina.",
    "No se comparten noticias sin confirmar, política partidaria, ventas ni cadenas.",
    "No se publican fotos ni datos de nadie sin su permiso, y nunca de niñas, niños o adolescentes.",
    "Una emergencia no se avisa solo aquí: se llama al 105. Por violencia en casa, a la Línea 100.",
    "Quien quiera salir del grupo sale cuando quiera, y sigue en el comité.",
)


def reglas_para_compartir(comite: str) -> str:
    """Return the rules as the text that is posted in the group of `comite`."""
    lineas = "\n".join(f"{n}. {regla}" for n, regla in enumerate(REGLAS, start=1))
    return f"Reglas del grupo del {comite}:\n\n{lineas}\n\nSi estás de acuerdo, responde «Acepto»."
