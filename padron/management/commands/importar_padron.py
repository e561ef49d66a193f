"""`manage.py importar_padron`: review a regional workbook, and import it with `--confirmar`."""

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError

from comunes.hojas.limites import ArchivoRechazado
from cuentas.enums import Permiso
from cuentas.models import Usuario
from padron.campos import ROTULOS
from padron.directo import huella_de_archivo, importar_ruta, revisar_ruta
from padron.informe import armar_informe
from padron.lugares import Sistema
from padron.revision import Revision


class Command(BaseCommand):
    help = "Revisa un padrón regional (.xlsx o .csv) y dice qué haría; con --confirmar, lo guarda."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("archivo", type=Path)
        parser.add_argument("--informe", type=Path, help="dónde escribir el informe en JSON")
        parser.add_argument("--confirmar", action="store_true", help="guardar, todo o nada")
        parser.add_argument(
            "--ubigeo",
            type=str.upper,
            choices=[s.value for s in Sistema],
            help="sistema de los ubigeos (si no, se detecta)",
        )
        parser.add_argument("--usuario", help="correo de quien importa: se aplica su ámbito")

    def handle(self, *args: Any, **opciones: Any) -> None:
        ruta: Path = opciones["archivo"]
        if not ruta.is_file():
            raise CommandError(f"No existe el archivo {ruta}.")
        hacer = importar_ruta if opciones["confirmar"] else revisar_ruta
        sistema = Sistema(opciones["ubigeo"]) if opciones["ubigeo"] else None
        try:
            revision = hacer(ruta, actor=self._usuario(opciones["usuario"]), sistema=sistema)
        except ArchivoRechazado as rechazo:
            raise CommandError(rechazo.mensaje) from rechazo
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError("Esa cuenta no puede importar estas filas.") from error
        self._informar(revision, ruta, opciones)

    def _usuario(self, identificador: str | None) -> Usuario | None:
        if not identificador:
            return None
        usuario = Usuario.objects.filter(identificador=identificador.lower(), is_active=True).first()
        if usuario is None or not usuario.tiene(Permiso.PADRON_IMPORTAR):
            raise CommandError("No hay una cuenta activa con ese correo que pueda importar padrones.")
        return usuario

    def _informar(self, revision: Revision, ruta: Path, opciones: dict[str, Any]) -> None:
        aplicado = opciones["confirmar"]
        if destino := opciones["informe"]:
            informe = armar_informe(
                revision, archivo=ruta.name, sha256=huella_de_archivo(ruta), aplicado=aplicado
            )
            destino.write_text(json.dumps(informe, ensure_ascii=False, indent=1), encoding="utf-8")
        if opciones["verbosity"]:
            self._resumir(revision, aplicado)

    def _resumir(self, revision: Revision, aplicado: bool) -> None:
        deteccion = revision.contexto.deteccion
        self.stdout.write(f"Ubigeos: {deteccion.sistema} ({deteccion.origen}).")
        for hoja in revision.padron.hojas:
            if hoja.entidad is None:
                self.stdout.write(f"{hoja.nombre}: no se importa.")
                continue
            cuentas = revision.totales[hoja.nombre]
            self.stdout.write(f"{hoja.nombre} ({ROTULOS[hoja.entidad].lower()}): {_en_palabras(cuentas)}")
        self.stdout.write(f"Total: {_en_palabras(revision.totales[''])}")
        self.stdout.write("Guardado." if aplicado else "No se guardó nada: para guardar, añada --confirmar.")


def _en_palabras(cuentas: dict[str, int]) -> str:
    return (
        f"{cuentas['filas']} filas, {cuentas['crear']} por crear, {cuentas['actualizar']} por actualizar, "
        f"{cuentas['igual']} iguales, {cuentas['rechazar']} rechazadas, "
        f"{cuentas['celdas_reparadas']} celdas reparadas."
    )
