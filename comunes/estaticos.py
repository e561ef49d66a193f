"""Static files with a fingerprint in their name, compressed, without chasing source maps."""

from fnmatch import fnmatch
from typing import Any

from django.contrib.staticfiles.finders import FileSystemFinder
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

# The product's sheets, in the order in which they build on each other.
HOJAS = tuple(
    f"css/{nombre}.css"
    for nombre in (
        "tokens",
        "base",
        "botones",
        "formularios",
        "fichas",
        "superficies",
        "tablas",
        "cifras",
        "graficos",
        "camino",
        "tareas",
        "plan",
        "comites",
        "mes",
        "personas",
        "charlas",
        "fotos",
        "marco",
        "publico",
        "telefono",
        "puerta",
        "mapa",
        "padron",
        "preferencias",
        "impresion",
    )
)
PAQUETE = "css/producto.css"

# Of each front package, the files that our pages ask for; the rest is neither served nor collected.
ARCHIVOS_DE_PAQUETES = {
    "bootstrap": ("css/bootstrap.min.css",),
    "htmx": ("htmx.min.js",),
    "leaflet": ("leaflet.js", "leaflet.css", "images/*.png"),
    "leaflet.markercluster": ("leaflet.markercluster.js", "MarkerCluster.css"),
    "letra": ("wght.css", "files/*-wght-normal.woff2"),
}


class BuscadorDeArchivos(FileSystemFinder):
    """Finds our own `static/` whole and, of the front packages, only `ARCHIVOS_DE_PAQUETES`."""

    def list(self, ignore_patterns: Any) -> Any:
        for ruta, almacen in super().list(ignore_patterns):
            if _se_sirve(almacen.prefix, ruta):
                yield ruta, almacen

    def find_location(self, root: str, path: str, prefix: str | None = None) -> str | None:
        if not _se_sirve(prefix, path.removeprefix(f"{prefix}/")):
            return None
        hallado: str | None = super().find_location(root, path, prefix)
        return hallado


def _se_sirve(prefijo: str | None, ruta: str) -> bool:
    patrones = ARCHIVOS_DE_PAQUETES.get(prefijo, ()) if prefijo else ("*",)
    return any(fnmatch(ruta, patron) for patron in patrones)


def con_huella() -> bool:
    """Say whether a static file's address changes with its content, so that a kept copy is always right."""
    return isinstance(staticfiles_storage, EstaticosConHuella)


def direcciones_de_hojas() -> list[str]:
    """Return the addresses of the product's style: one file once collected, the sheets until then."""
    nombres = (PAQUETE,) if con_huella() else HOJAS
    return [staticfiles_storage.url(nombre) for nombre in nombres]


class EstaticosConHuella(CompressedManifestStaticFilesStorage):
    """Rewrites the references of style sheets and of our own modules.

    Packages name `.map` files and modules that they do not ship: theirs stay as they are.
    """

    patterns = (
        (
            "*.css",
            (
                r"""(?P<matched>url\(['"]{0,1}\s*(?P<url>.*?)["']{0,1}\))""",
                (r"""(?P<matched>@import\s*["']\s*(?P<url>.*?)["'])""", """@import url("%(url)s")"""),
            ),
        ),
        (
            "js/*.js",
            (
                (r"""(?P<matched>\bfrom\s*["'](?P<url>\./[^"']+)["'])""", """from "%(url)s\""""),
                (r"""(?P<matched>\bimport\(["'](?P<url>\./[^"']+)["']\))""", """import("%(url)s")"""),
            ),
        ),
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Any:
        """Join the product's sheets into one file first: seventeen requests less on a slow network."""
        if not dry_run and set(HOJAS) <= set(paths):
            self.delete(PAQUETE)
            self.save(PAQUETE, ContentFile(b"".join(_leer(*paths[hoja]) for hoja in HOJAS)))
            paths = {**paths, PAQUETE: (self, PAQUETE)}
        return super().post_process(paths, dry_run, **options)


def _leer(almacen: Any, ruta: str) -> bytes:
    with almacen.open(ruta) as archivo:
        contenido: bytes = archivo.read()
    return contenido
