"""`make run`: from an empty machine to a running programme. Needs nothing but Python's standard library.

Only this file must be readable by an old Python, so that it can say that it is old.
"""

import argparse
import os
import sys

MINIMO = (3, 11)


def main():
    if sys.version_info < MINIMO:
        sys.exit(
            "Se necesita Python 3.11 o posterior y este es {}.{}: instale uno más nuevo y repita con "
            "«make run PYTHON=python3.12».".format(*sys.version_info[:2])
        )
    opciones = leer_opciones()
    from instalacion import PYTHON, preparar_entorno
    from pasos import RAIZ, Problema
    from puertos import exigir_puerto_libre

    try:
        if not opciones.solo_entorno:
            exigir_puerto_libre(opciones.puerto)
        preparar_entorno(desarrollo=opciones.desarrollo)
    except Problema as problema:
        sys.exit(str(problema))
    if opciones.solo_entorno:
        return
    os.chdir(str(RAIZ))
    orden = [str(PYTHON), "manage.py", "servir", "--puerto", str(opciones.puerto)]
    if opciones.ejemplo == "no":
        orden.append("--sin-ejemplo")
    sys.stdout.flush()
    os.execv(orden[0], orden)


def leer_opciones():
    lector = argparse.ArgumentParser(description="Prepara y sirve Espacio Seguro en esta máquina.")
    lector.add_argument("--puerto", default="8000")
    lector.add_argument("--ejemplo", choices=["si", "no"], default="si")
    lector.add_argument("--solo-entorno", action="store_true", help="instala y termina")
    lector.add_argument("--desarrollo", action="store_true", help="con lo que piden las pruebas")
    return lector.parse_args()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nInterrumpido. Repita la orden para continuar donde quedó.")
