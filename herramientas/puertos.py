"""Whether the port is free, before anything else is done."""

import errno
import socket

from pasos import Problema

EJEMPLO = "«make run PUERTO=8010»"


def exigir_puerto_libre(texto: str) -> None:
    """Refuse a port that is no number, needs privileges or is taken, and say what to type instead."""
    if not texto.isdecimal() or not 1 <= int(texto) <= 65_535:
        raise Problema(f"«{texto}» no es un puerto: elija uno de 1024 a 65535, como {EJEMPLO}.")
    puerto = int(texto)
    with socket.socket() as prueba:
        prueba.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            prueba.bind(("127.0.0.1", puerto))
        except OSError as error:
            raise Problema(_motivo(error, puerto)) from error


def _motivo(error: OSError, puerto: int) -> str:
    otro = puerto + 10 if puerto < 65_000 else 8010
    if error.errno == errno.EACCES:
        return f"El puerto {puerto} pide permisos de administrador: use otro, como {EJEMPLO}."
    return (
        f"El puerto {puerto} está ocupado: cierre el programa que lo usa o elija otro, "
        f"por ejemplo «make run PUERTO={otro}»."
    )
