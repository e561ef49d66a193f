"""The public home and the pages that explain the programme and the rights of people."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from comunes.vistas import VistaPlantilla
from cuentas.models import Usuario
from monitoreo.indicadores import INDICADORES
from monitoreo.models import CorteDeclarado
from monitoreo.selectors import CifraComparada, Panorama, RegionConEspacios, cifras_declaradas, panorama
from portal.enlaces import url_si_existe

DISTRITOS_NOMBRADOS = 2


class Portada(VistaPlantilla):
    """The public home; on an installation where nobody has an account yet, how to begin."""

    publica = True
    template_name = "portal/portada.html"

    def get_template_names(self) -> list[str]:
        return ["portal/primer_inicio.html"] if self.sin_cuentas else super().get_template_names()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        self.sin_cuentas = not Usuario.objects.exists()
        if self.sin_cuentas:
            url = url_si_existe("cuentas:primer-inicio") if settings.PRIMER_INICIO else ""
            return super().get_context_data(url_primer_inicio=url, **kwargs)
        vista = panorama(timezone.localdate())
        return super().get_context_data(
            cifras=[tarjeta(cifra) for cifra in vista.cifras],
            fuente_declarado=fuente(vista.declarado),
            corte=vista.corte,
            regiones=[fila_de_region(region) for region in vista.regiones],
            **_enlaces(vista),
            **kwargs,
        )


def _enlaces(vista: Panorama) -> dict[str, Any]:
    return {
        "total_espacios": vista.total_espacios,
        "geojson_regiones": reverse("territorio:regiones-geojson"),
        "geojson_contexto": reverse("territorio:contexto-geojson"),
        "url_buscar": reverse("portal:espacios-publicos"),
        "url_metodo": reverse("portal:como-funciona") + "#cifras",
    }


def tarjeta(cifra: CifraComparada) -> dict[str, Any]:
    """Return a figure as the component `cifra.html` reads it."""
    indicador, declarada = cifra.indicador, cifra.declarada
    return {
        "icono": indicador.icono,
        "titulo": indicador.titulo,
        "declarado": declarada.valor if declarada else None,
        "operador": declarada.prefijo if declarada else "",
        "texto_declarado": indicador.declarado,
        "registrado": cifra.registrado,
        "texto_registrado": indicador.registrados(cifra.registrado),
        "porcentaje": cifra.porcentaje,
        "nota": cifra.nota,
        "url": reverse("portal:cifra", args=[indicador.slug]),
    }


def fuente(corte: CorteDeclarado | None) -> str:
    """Return the source of the declared figures with its date, or that there is none."""
    return f"{corte.fuente} ({corte.fecha_en_palabras})" if corte else "todavía no se cargó ningún corte"


def fila_de_region(region: RegionConEspacios) -> dict[str, Any]:
    """Return a region as the list beside the map reads it."""
    return {
        "nombre": region.region.nombre,
        "ubigeo": region.region.pk,
        "n": region.total,
        "distritos": enumerar(region.distritos),
        "url": f"{reverse('portal:espacios-publicos')}?region={region.region.pk}",
    }


def enumerar(nombres: list[str]) -> str:
    """Return «Ate», «Ate y Comas», «Ate, Comas y 3 más»."""
    if len(nombres) <= DISTRITOS_NOMBRADOS:
        return " y ".join(nombres)
    primeros = ", ".join(nombres[:DISTRITOS_NOMBRADOS])
    return f"{primeros} y {len(nombres) - DISTRITOS_NOMBRADOS} más"


class ComoFunciona(VistaPlantilla):
    """What the programme does, who does what, and how each figure is computed."""

    publica = True
    template_name = "portal/como_funciona.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        declaradas = cifras_declaradas()
        corte = next((c.corte for c in declaradas.values()), None)
        return super().get_context_data(
            indicadores=[(indicador, declaradas.get(indicador.slug)) for indicador in INDICADORES],
            fuente_declarado=fuente(corte),
            dias_sin_actividad=settings.DIAS_SIN_ACTIVIDAD,
            **kwargs,
        )


class Privacidad(VistaPlantilla):
    """The privacy notice of Ley 29733; the contact is whatever this installation configures."""

    publica = True
    template_name = "portal/privacidad.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(contacto_datos=settings.CONTACTO_DATOS, **kwargs)


class Accesibilidad(VistaPlantilla):
    publica = True
    template_name = "portal/accesibilidad.html"
