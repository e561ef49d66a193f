"""What the tests of backups share."""

from io import StringIO

from django.core.management import call_command

from comunes.respaldos import manifiesto

FOTO = "espacios/ab/uno.jpg"


def poner(archivo, contenido):
    archivo.parent.mkdir(parents=True, exist_ok=True)
    archivo.write_bytes(contenido)


def orden(nombre, *opciones):
    salida = StringIO()
    call_command(nombre, *map(str, opciones), stdout=salida)
    return salida.getvalue().strip().splitlines()


def archivos_de(carpeta):
    return {n: (carpeta / n).read_bytes() for n in manifiesto.nombres_en(carpeta)}


class MotorQueFalla:
    archivo = "base.nada"

    def volcar(self, destino):
        destino.write_bytes(b"a medias")
        return {}

    def traer(self, origen):
        raise KeyboardInterrupt


class MotorQuieto(MotorQueFalla):
    def traer(self, origen):
        """Take the database for restored."""
