"""Reads of WhatsApp groups: who of a committee is in its group, who is missing, what it lacks."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from comites.enums import EstadoGrupo, SenalGrupo
from comites.models import Comite, GrupoWhatsApp
from comites.selectors import FichaIntegrante
from comites.vigencia import estado_de_grupo
from cuentas.whatsapp import enlace_a_whatsapp
from personas.enums import Finalidad
from personas.models import Consentimiento

LARGO_DE_CLAVE = 19  # longer, it does not fit the database


@dataclass(frozen=True)
class PorInvitar:
    """A member who is not in the group, and the message that asks them in where they accepted WhatsApp."""

    ficha: FichaIntegrante
    whatsapp: str = ""
    acepta: bool = True


@dataclass(frozen=True)
class Grupo:
    """The register of a group (None: there is none) beside the members of its committee."""

    comite: Comite
    registro: GrupoWhatsApp | None
    fichas: list[FichaIntegrante]

    @property
    def estado(self) -> EstadoGrupo:
        return estado_de_grupo(self.registro)

    @cached_property
    def estan(self) -> list[FichaIntegrante]:
        return [f for f in self.fichas if f.integrante.en_grupo is not None]

    @cached_property
    def faltan(self) -> list[FichaIntegrante]:
        return [f for f in self.fichas if f.integrante.en_grupo is None]

    @cached_property
    def retiraron(self) -> list[FichaIntegrante]:
        """Those who are in it although they took back their consent."""
        return [f for f in self.estan if f.retiro_permiso]

    @property
    def revisado(self) -> bool:
        """Say whether anybody ticked who is in it: until then nobody is known to be missing."""
        return bool(self.estan)

    @property
    def senales(self) -> list[SenalGrupo]:
        faltan = len(self.faltan) if self.revisado else 0
        return senales_de(self.registro, faltan, retiraron=bool(self.retiraron))

    @property
    def quien_administra(self) -> FichaIntegrante | None:
        return self._de(self.registro.celular_administrador if self.registro else "")

    @property
    def quien_respalda(self) -> FichaIntegrante | None:
        return self._de(self.registro.celular_respaldo if self.registro else "")

    def _de(self, celular: str) -> FichaIntegrante | None:
        """Return the member whose phone it is."""
        return next((f for f in self.fichas if celular and f.integrante.persona.celular == celular), None)

    def por_invitar(self, enlace: str) -> list[PorInvitar]:
        """Return who is missing, with the invitation that carries `enlace` if it is in sight; one query."""
        personas = [f.integrante.persona_id for f in self.faltan]
        aceptan = set(
            Consentimiento.objects.vigentes()
            .filter(persona__in=personas, finalidad=Finalidad.WHATSAPP)
            .values_list("persona", flat=True)
        )
        return [self._invitacion(f, enlace, f.integrante.persona_id in aceptan) for f in self.faltan]

    def _invitacion(self, ficha: FichaIntegrante, enlace: str, acepta: bool) -> PorInvitar:
        if not (acepta and ficha.datos.telefono):
            return PorInvitar(ficha, acepta=acepta)
        texto = texto_de_invitacion(ficha.integrante.persona.nombres, self.comite.nombre, enlace)
        return PorInvitar(ficha, enlace_a_whatsapp(texto, ficha.datos.telefono))


def senales_de(grupo: GrupoWhatsApp | None, faltan: int, *, retiraron: bool) -> list[SenalGrupo]:
    """Return what has to be seen to in an open group, what matters most first."""
    if grupo is None or grupo.cerrado is not None:
        return []
    lo_que = (
        (SenalGrupo.RETIRARON, retiraron),
        (SenalGrupo.SIN_RESPALDO, not grupo.celular_respaldo),
        (SenalGrupo.FALTAN, faltan > 0),
        (SenalGrupo.SIN_REGLAS, not grupo.tiene_reglas),
    )
    return [senal for senal, es in lo_que if es]


def texto_de_invitacion(nombres: str, comite: str, enlace: str) -> str:
    """Return the message that asks one person into the group of `comite`; with the link, it lets them in."""
    saludo = f"Hola, {nombres.split()[0]}." if nombres.split() else "Hola."
    if enlace:
        return f"{saludo} Te esperamos en el grupo de WhatsApp del {comite}. Para entrar, toca aquí: {enlace}"
    return f"{saludo} Queremos sumarte al grupo de WhatsApp del {comite}. ¿Te agregamos?"


def hubo_hoy(grupo: GrupoWhatsApp | None) -> bool:
    return grupo is not None and grupo.ultimo_mensaje == timezone.localdate()


def leer_claves(textos: list[Any]) -> set[int]:
    """Return the keys that were ticked; what no key can be matches nobody."""
    return {int(t) if _es_clave(t) else 0 for t in map(str, textos)}


def _es_clave(texto: str) -> bool:
    return texto.isascii() and texto.isdigit() and len(texto) < LARGO_DE_CLAVE
