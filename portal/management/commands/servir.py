"""`manage.py servir`: what `make run` ends in. Prepares what is missing, then serves until Ctrl-C."""

import errno
import os
import sys
import time
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.db import DatabaseError, connections

from comunes.instalacion import hay_datos_de_ejemplo
from portal.ejemplo.cuentas import CLAVE_DE_EJEMPLO, lineas_de_cuentas
from portal.preparacion import Paso, pasos_pendientes
from portal.servidor import Servidor


class Command(BaseCommand):
    help = "Prepara la base de datos y sirve el programa en esta máquina."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--puerto", type=int, default=8000)
        parser.add_argument("--sin-ejemplo", action="store_true", help="empezar sin el programa de ejemplo")

    def handle(self, *args: Any, **opciones: Any) -> None:
        try:
            if self._preparar(con_ejemplo=not opciones["sin_ejemplo"]):
                self._empezar_de_nuevo()
                return
            bienvenida = self._bienvenida(opciones["puerto"])
        except (DatabaseError, OSError) as error:
            raise SystemExit(_en_palabras(error)) from error
        except KeyboardInterrupt:
            raise SystemExit("Interrumpido. Repita la orden para continuar donde quedó.") from None
        connections.close_all()  # nothing open crosses the fork
        Servidor(puerto=opciones["puerto"], al_servir=lambda: self._decir(bienvenida)).run()

    def _preparar(self, *, con_ejemplo: bool) -> int:
        """Take the steps still to do and return how many there were."""
        dados = 0
        for paso in pasos_pendientes(con_ejemplo=con_ejemplo):
            self._dar(paso)
            dados += 1
        return dados

    def _empezar_de_nuevo(self) -> None:
        """Become a fresh process of the same order, which has nothing left to prepare.

        The sample typesets papers, and the threads of that do not cross the fork of the workers: every PDF
        asked of them would wait for ever.
        """
        connections.close_all()
        self.stdout.flush()
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606  our own command line

    def _dar(self, paso: Paso) -> None:
        empezo = time.monotonic()
        self.stdout.write(f"  {paso.nombre} … ", ending="")
        self.stdout.flush()
        try:
            paso.hacer()
        except BaseException:
            self.stdout.write("no se pudo")
            raise
        self.stdout.write(f"{time.monotonic() - empezo:.1f} s")

    def _bienvenida(self, puerto: int) -> list[str]:
        base = f"http://127.0.0.1:{puerto}"
        lineas = ["", f"Espacio Seguro está en {base}/"]
        if hay_datos_de_ejemplo():
            lineas += [f"Cuentas de ejemplo, todas con la clave «{CLAVE_DE_EJEMPLO}»:"]
            lineas += lineas_de_cuentas(base)
        else:
            lineas += ["Todavía no hay datos: la primera página lleva a crear la primera cuenta."]
        return [*lineas, "Ctrl-C para terminar."]

    def _decir(self, lineas: list[str]) -> None:
        for linea in lineas:
            self.stdout.write(linea)
        self.stdout.flush()


def _en_palabras(error: Exception) -> str:
    """Word what stops a preparation, and what to do about it."""
    texto = str(error).strip()
    if "disk is full" in texto or getattr(error, "errno", None) == errno.ENOSPC:
        return "El disco está lleno: libere espacio y repita."
    if "unable to open" in texto or "readonly" in texto or isinstance(error, PermissionError):
        return f"No se puede escribir en {settings.DIRECTORIO_DATOS}: dé permiso de escritura y repita."
    return f"No se pudo preparar la base de datos: {texto.splitlines()[0] if texto else type(error).__name__}"
