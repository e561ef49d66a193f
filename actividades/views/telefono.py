"""What the leader's phone keeps to work without signal, and how its photos arrive one by one.

The two frames (`ArmazonDeAnotar`, `PorEnviar`) carry nobody's data: the phone stores them and fills them
with what it keeps of its own leader. `docs/adr/0018-without-signal.md` tells the whole exchange.
"""

import hashlib
import json
from copy import copy
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles.finders import find
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone

from actividades.forms.anotar import FormularioAnotar
from actividades.forms.fotos import FormularioUnaFoto
from actividades.models import Actividad
from actividades.selectors import comites_propios
from actividades.services import agregar_evidencias, hashes
from actividades.telefono import huella_de
from actividades.views.lider import ATAJOS
from comites.models import Comite
from comunes.estaticos import con_huella, direcciones_de_hojas
from comunes.vistas import VistaFormulario, VistaPlantilla
from cuentas.enums import Permiso

LETRA = "letra/files/atkinson-hyperlegible-next-latin-wght-normal.woff2"
# What both frames ask for, besides the product's sheets.
ARCHIVOS = (
    "letra/wght.css",
    LETRA,
    "bootstrap/css/bootstrap.min.css",
    "css/anotar.css",
    "img/marca.svg",
    "js/comun.js",
    "js/anotar.js",
    "js/anotar_pantalla.js",
    "js/borradores.js",
    "js/cola.js",
    "js/envio.js",
    "js/fotos.js",
    "js/fotos_elegidas.js",
    "js/por_enviar.js",
    "js/pulso.js",
    "js/subir.js",
    "js/telefono.js",
)


class Armazon(VistaPlantilla):
    """A page without anybody's data, which the phone keeps and shows when there is no signal."""

    publica = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        respuesta = super().get(request, *args, **kwargs)
        respuesta["Cache-Control"] = "no-cache"
        return respuesta


class ArmazonDeAnotar(Armazon):
    """The screen that logs an activity, as it opens without signal."""

    template_name = "actividades/lider_anotar.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = FormularioAnotar(comites=Comite.objects.none())
        return super().get_context_data(
            form=form, atajos=ATAJOS, clave_idempotencia="", parecidas=[], armazon=True, **kwargs
        )


class PorEnviar(Armazon):
    """What waits on the phone, and how its sending goes."""

    template_name = "actividades/por_enviar.html"


class DatosDelTelefono(VistaPlantilla):
    """What the phone fills its frames with: whose it is, their committees, today, and the form's seal."""

    permiso = Permiso.ACTIVIDAD_ANOTAR

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        ahora = timezone.localtime()
        return JsonResponse(
            {
                "usuario": huella_de(request.user),
                "nombre": request.user.get_short_name(),  # type: ignore[union-attr]
                "hoy": ahora.date().isoformat(),
                "ahora": int(ahora.timestamp() * 1000),
                "sello": get_token(request),
                "comites": [
                    {"id": c.pk, "nombre": c.nombre, "espacio": c.espacio.nombre}
                    for c in comites_propios(request.user)
                ],
                "rutas": {
                    "anotar": reverse("actividades:anotar"),
                    "ingresar": reverse("account_login"),
                    "inicio": reverse("actividades:lider-inicio"),
                },
            }
        )


class RecibirFoto(VistaFormulario):
    """Take one photo of an activity that is there, and answer with the hash of every photo held.

    Repeated, it answers alike. 422: this photo will never do (`error` says why); 409: the activity takes
    no more photos. Anything else may be tried again.
    """

    permiso = Permiso.ACTIVIDAD_ANOTAR
    form_class = FormularioUnaFoto
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.actividad = get_object_or_404(self.visibles(Actividad), uuid=self.kwargs["uuid"])
        form = self.get_form()
        if form.is_valid():
            return self.form_valid(form)
        error = next(iter(form.errors.as_data().values()))[0]
        return self.rechazar(error, 400 if error.code == "distinta" else 422)

    def form_valid(self, form: Any) -> HttpResponse:
        foto = form.cleaned_data["fotos"][0]
        try:
            agregar_evidencias(actor=self.request.user, actividad=self.actividad, fotos=[foto])
        except ValidationError as error:
            return self.rechazar(error, 409)
        return JsonResponse({"recibida": foto.sha256, "fotos": sorted(hashes(self.actividad))})

    def rechazar(self, error: ValidationError, estado: int) -> JsonResponse:
        return JsonResponse({"error": error.messages[0]}, status=estado)


class Manifiesto(VistaPlantilla):
    """What a phone needs to put the screen among its applications."""

    publica = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        icono = {"type": "image/png", "src": static("img/icono-512.png"), "sizes": "512x512"}
        manifiesto = {
            "id": "/actividades/",
            "lang": "es-PE",
            "name": "Espacio Seguro: mi comité",
            "short_name": "Espacio Seguro",
            "description": "Anota lo que hace tu comité, con o sin señal.",
            "start_url": reverse("actividades:anotar"),
            "scope": "/",
            "display": "standalone",
            "background_color": "#0F2C2E",
            "theme_color": "#0F2C2E",
            "icons": [
                {"type": "image/png", "src": static("img/icono-192.png"), "sizes": "192x192"},
                icono,
                {**icono, "src": static("img/icono-512-borde.png"), "purpose": "maskable"},
            ],
            "shortcuts": [
                {"name": "Anotar una actividad", "url": reverse("actividades:anotar")},
                {"name": "Mi comité", "url": reverse("actividades:lider-inicio")},
            ],
        }
        return JsonResponse(manifiesto, content_type="application/manifest+json")


class Servicio(VistaPlantilla):
    """The service worker: our module, told what to keep and which frame stands in for which page."""

    publica = True

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        por_enviar = reverse("actividades:por-enviar")
        encargo: dict[str, Any] = {
            # What the page fetched a moment ago is not fetched again where its address vouches for it.
            "copia": "default" if con_huella() else "reload",
            "archivos": [*direcciones_de_hojas(), *map(static, ARCHIVOS)],
            "armazones": {
                reverse("actividades:anotar"): reverse("actividades:telefono-anotar"),
                reverse("actividades:lider-inicio"): por_enviar,
                por_enviar: por_enviar,
            },
            "sinSenal": por_enviar,
        }
        marcos = [_sin_nadie(vista, request) for vista in (ArmazonDeAnotar, PorEnviar)]
        encargo["version"] = _version(*map(_contenido, ARCHIVOS), *marcos, json.dumps(encargo).encode())
        guion = f'import {{ atender }} from "{static("js/servicio.js")}";\natender({json.dumps(encargo)});\n'
        return HttpResponse(
            guion, content_type="text/javascript; charset=utf-8", headers={"Cache-Control": "no-cache"}
        )


def _contenido(nombre: str) -> bytes:
    """Return a static file as it is now: where names have no fingerprint, only this tells a new one."""
    ruta = find(nombre)
    return Path(ruta).read_bytes() if ruta else b""


def _sin_nadie(vista: type[Armazon], request: HttpRequest) -> bytes:
    """Return a frame as somebody without a session gets it, whoever asks."""
    anonima: Any = copy(request)
    anonima.user, anonima._messages = AnonymousUser(), []
    contenido: bytes = vista.as_view()(anonima).render().content
    return contenido


def _version(*partes: bytes) -> str:
    """Return a text that changes with what the phone keeps: it then fetches everything anew."""
    return hashlib.sha256(b"\n".join(partes)).hexdigest()[:12]
