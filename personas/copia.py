"""The copy of one person's data, for the person: everything the system holds, in JSON and in CSV."""

import csv
import io
import json
from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from personas.models import Persona
from personas.secciones import secciones_de
from personas.sin_ficha import guardado_sin_ficha

# What a spreadsheet would take for a formula.
_PELIGROSOS = ("=", "+", "-", "@", "\t", "\r", "\n")


def datos_de(persona: Persona) -> dict[str, list[dict[str, str]]]:
    """Return every datum about `persona`, by section; all values as text."""
    return {
        "persona": [_identidad(persona)],
        "consentimientos": [_consentimiento(c) for c in persona.consentimientos.all()],
        "accesos_a_sus_datos": [_acceso(a) for a in persona.accesos.all()],
        "solicitudes": [_solicitud(s) for s in persona.solicitudes_de_derechos.all()],
        "cuenta": [_cuenta(persona.usuario)] if persona.usuario else [],
        **{s.clave: [linea.datos for linea in lineas] for s, lineas in secciones_de(persona, None)},
    }


def datos_sin_ficha(solicitud: Any) -> dict[str, list[dict[str, str]]]:
    """Return what apps keep of whoever asked and has no row here; empty when they keep nothing."""
    return {c: [linea.datos for linea in lineas] for c, lineas in guardado_sin_ficha(solicitud).items()}


def _identidad(persona: Persona) -> dict[str, str]:
    nacio = persona.fecha_nacimiento
    return {
        "tipo_documento": persona.get_tipo_documento_display(),
        "numero_documento": persona.numero_documento,
        "nombres": persona.nombres,
        "apellido_paterno": persona.apellido_paterno,
        "apellido_materno": persona.apellido_materno,
        "sexo": persona.get_sexo_display(),
        "fecha_nacimiento": f"{nacio:%Y-%m-%d}" if nacio else "",
        "celular": persona.celular,
        "correo": persona.correo,
        "distrito": persona.distrito.nombre if persona.distrito else "",
        "registrada": f"{persona.creado:%Y-%m-%d}",
    }


def _acceso(acceso: Any) -> dict[str, str]:
    que = f"{acceso.get_tipo_display()}: {acceso.campos}"
    return {"fecha": f"{acceso.momento:%Y-%m-%d}", "que": que, "para_que": acceso.motivo}


def _solicitud(solicitud: Any) -> dict[str, str]:
    return {
        "codigo": solicitud.codigo,
        "pide": solicitud.pide,
        "recibida": f"{solicitud.recibida:%Y-%m-%d}",
        "estado": solicitud.estado_enum.label,
        "detalle": solicitud.detalle,
        "respuesta": solicitud.respuesta,
    }


def _cuenta(usuario: Any) -> dict[str, str]:
    ultimo = usuario.last_login
    return {
        "nombres": usuario.get_full_name(),
        "correo": usuario.email,
        "creada": f"{timezone.localtime(usuario.date_joined):%Y-%m-%d}",
        "ultimo_ingreso": f"{timezone.localtime(ultimo):%Y-%m-%d}" if ultimo else "",
        "funciones": "; ".join(f"{a.get_rol_display()}, {a.lugar}" for a in usuario.asignaciones_vigentes),
    }


def _consentimiento(dado: Any) -> dict[str, str]:
    return {
        "finalidad": dado.get_finalidad_display(),
        "version_del_texto": dado.version_texto,
        "canal": dado.get_canal_display(),
        "fecha": f"{dado.fecha:%Y-%m-%d}",
        "apoderado": dado.apoderado,
        "revocado": f"{dado.revocado:%Y-%m-%d}" if dado.revocado else "",
    }


def en_json(datos: Mapping[str, Any]) -> str:
    return json.dumps(datos, ensure_ascii=False, indent=2)


def en_csv(datos: Mapping[str, list[dict[str, str]]]) -> str:
    """Return one line per value: section, number of the row in it, datum, value. UTF-8 with its mark."""
    salida = io.StringIO()
    salida.write("\ufeff")
    hoja = csv.writer(salida, lineterminator="\r\n")
    hoja.writerow(["sección", "fila", "dato", "valor"])
    for seccion, filas in datos.items():
        for numero, fila in enumerate(filas, 1):
            hoja.writerows([seccion, numero, dato, _como_texto(valor)] for dato, valor in fila.items())
    return salida.getvalue()


def _como_texto(valor: str) -> str:
    return f"'{valor}" if valor.startswith(_PELIGROSOS) else valor
