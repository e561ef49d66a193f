"""Permissions, levels of territory and of personal data: the words that roles are written in."""

from enum import StrEnum

from django.db.models import TextChoices


class Permiso(StrEnum):
    """What can be allowed. Views and services ask for one of these; roles grant them."""

    ADMIN_ENTRAR = "admin-entrar"
    CATALOGO_EDITAR = "catalogo-editar"
    CUENTA_ADMINISTRAR = "cuenta-administrar"
    BITACORA_VER = "bitacora-ver"
    TRABAJO_VER = "trabajo-ver"
    ESPACIO_VER = "espacio-ver"
    ESPACIO_EDITAR = "espacio-editar"
    ESPACIO_APROBAR = "espacio-aprobar"
    FOTO_PUBLICAR = "foto-publicar"
    DIAGNOSTICO_EDITAR = "diagnostico-editar"
    DIAGNOSTICO_VALIDAR = "diagnostico-validar"
    PLAN_EDITAR = "plan-editar"
    PLAN_AVANZAR = "plan-avanzar"
    PLAN_APROBAR = "plan-aprobar"
    COMITE_VER = "comite-ver"
    COMITE_EDITAR = "comite-editar"
    # Adds members to one's own committee and nothing else: who edits a committee needn't hold it.
    INTEGRANTE_AGREGAR = "integrante-agregar"
    # The register of a WhatsApp group, who is in it included.
    GRUPO_EDITAR = "grupo-editar"
    # Reads the link that lets anybody into the group.
    GRUPO_INVITAR = "grupo-invitar"
    # Calls assemblies, prints rolls, calls and lists, and brings the signed papers; actas are of who edits.
    PAPEL_LLEVAR = "papel-llevar"
    ACTA_VALIDAR = "acta-validar"
    MENSAJE_EDITAR = "mensaje-editar"
    DIFUSION_ANOTAR = "difusion-anotar"
    PERSONA_VER = "persona-ver"
    PERSONA_EDITAR = "persona-editar"
    PERSONA_REVELAR = "persona-revelar"
    PERSONA_FUSIONAR = "persona-fusionar"
    ACCESOS_VER = "accesos-ver"
    DERECHOS_ATENDER = "derechos-atender"
    ENLACE_EMITIR = "enlace-emitir"
    ACTIVIDAD_VER = "actividad-ver"
    ACTIVIDAD_ANOTAR = "actividad-anotar"
    ACTIVIDAD_VERIFICAR = "actividad-verificar"
    PARTE_CONFIRMAR = "parte-confirmar"
    CAPACITACION_VER = "capacitacion-ver"
    CAPACITACION_EDITAR = "capacitacion-editar"
    CONSTANCIA_REVOCAR = "constancia-revocar"
    PADRON_EXPORTAR = "padron-exportar"
    PADRON_IMPORTAR = "padron-importar"
    CIFRA_EDITAR = "cifra-editar"


class Ambito(TextChoices):
    """The kind of place an assignment ties a user to."""

    PAIS = "pais", "Todo el país"
    REGION = "region", "Región"
    MUNICIPALIDAD = "municipalidad", "Municipalidad"
    COMISARIA = "comisaria", "Comisaría"
    COMITE = "comite", "Comité"
    # No place: only the rows that name the account itself.
    PROPIO = "propio", "Lo que tiene a su cargo"


# What an assignment needs no place for.
SIN_LUGAR = frozenset({Ambito.PAIS, Ambito.PROPIO})


class NivelDatos(StrEnum):
    """How much of a person a role may see. What each level shows is in `personas/permissions.py`."""

    NINGUNO = "ninguno"
    NOMBRES = "nombres"
    DIRECTIVA = "directiva"
    CONTACTO = "contacto"
    CERCANO = "cercano"
    ENMASCARADO = "enmascarado"
    COMPLETO = "completo"
