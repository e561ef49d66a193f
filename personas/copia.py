"""The copy of one person's data, for the person: everything the system holds, in JSON and in CSV."""

import csv
import io
import json
from typing import Any

from personas.models import Persona
from personas.secciones import secciones_de

# What a spreadsheet would take for a formula.
_PELIGROSOS = ("=", "+", "-", "@", "\t", "\r", "\n")


def datos_de(persona: Persona) -> dict[str, list[dict[str, str]]]:
    """Return every datum about `persona`, by section; all values as text."""
    return {
        "persona": [_identidad(persona)],
        "consentimientos": [_consentimiento(c) for c in persona.consentimientos.all()],
        "accesos_a_sus_datos": [
            {
                "fecha": f"{a.momento:%Y-%m-%d}",
                "que": f"{a.get_tipo_display()}: {a.campos}",
                "para_que": a.motivo,
            }
            for a in persona.accesos.all()
        ],
        **{s.clave: [linea.datos for linea in lineas] for s, lineas in secciones_de(persona, None)},
    }


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


def _consentimiento(dado: Any) -> dict[str, str]:
    return {
        "finalidad": dado.get_finalidad_display(),
        "version_del_texto": dado.version_texto,
        "canal": dado.get_canal_display(),
        "fecha": f"{dado.fecha:%Y-%m-%d}",
        "apoderado": dado.apoderado,
        "revocado": f"{dado.revocado:%Y-%m-%d}" if dado.revocado else "",
    }


def en_json(persona: Persona) -> str:
    return json.dumps(datos_de(persona), ensure_ascii=False, indent=2)


def en_csv(persona: Persona) -> str:
    """Return one line per value: section, number of the row in it, datum, value. UTF-8 with its mark."""
    salida = io.StringIO()
    salida.write("\ufeff")
    hoja = csv.writer(salida, lineterminator="\r\n")
    hoja.writerow(["sección", "fila", "dato", "valor"])
    for seccion, filas in datos_de(persona).items():
        for numero, fila in enumerate(filas, 1):
            hoja.writerows([seccion, numero, dato, _como_texto(valor)] for dato, valor in fila.items())
    return salida.getvalue()


def _como_texto(valor: str) -> str:
    return f"'{valor}" if valor.startswith(_PELIGROSOS) else valor
