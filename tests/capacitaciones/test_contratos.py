"""Every screen of talks keeps the contracts: scope, permission, growth, repeats, stale versions."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar

from django.urls import reverse
from django.utils import timezone

from capacitaciones.enums import EstadoSesion
from capacitaciones.models import Asistencia, Constancia, Inscripcion, Sesion
from cuentas.enums import Permiso
from cuentas.roles import Rol
from tests.contratos import (
    ContratoAccion,
    ContratoAdmin,
    ContratoDetalle,
    ContratoFormularioEdicion,
    ContratoLista,
)
from tests.contratos.escritura import ContratoFormularioNuevo
from tests.contratos.lectura import ContratoArchivo
from tests.contratos.lugares import Lugar
from tests.fabricas.capacitaciones import (
    AsistenciaFactory,
    ConstanciaFactory,
    InscripcionFactory,
    SesionFactory,
)
from tests.fabricas.cuentas import usuario_con_rol

NADIE = uuid.uuid4()


class _DeMunicipalidad:
    """A talk of a municipality; whoever gives talks reaches only the one of `propio`, which is theirs."""

    campos: ClassVar[dict[str, Any]] = {}

    def sesion(self, lugar: Lugar) -> Sesion:
        if not hasattr(lugar, "_charla"):
            campos = {clave: valor() if callable(valor) else valor for clave, valor in self.campos.items()}
            lugar._charla = SesionFactory(region=lugar.region, municipalidad=lugar.municipalidad, **campos)
        return lugar._charla

    def fila(self, lugar: Lugar) -> Any:
        return self.sesion(lugar)

    def alcanza(self, rol: Rol) -> set[str]:
        return {"propio"} if rol == Rol.FACILITADOR else super().alcanza(rol)

    def entra(self, client: Any, rol: Rol, lugar: Lugar) -> Any:
        usuario = super().entra(client, rol, lugar)
        if rol == Rol.FACILITADOR and hasattr(lugar, "_charla"):
            lugar._charla.facilitador = usuario
            lugar._charla.save()
        return usuario

    nombre: ClassVar[str] = "sesion"

    def url_de(self, fila: Any) -> str:
        return reverse(f"capacitaciones:{self.nombre}", args=[fila.uuid])

    def url_inexistente(self) -> str:
        return reverse(f"capacitaciones:{self.nombre}", args=[NADIE])


def _hace_una_hora() -> Any:
    return timezone.now() - timedelta(hours=1)


class TestLista(_DeMunicipalidad, ContratoLista):
    url = "capacitaciones:lista"
    permiso = Permiso.CAPACITACION_VER
    consultas = 5

    def otra(self, lugar: Lugar) -> Sesion:
        return SesionFactory(region=lugar.region, municipalidad=lugar.municipalidad)


class TestExportar(_DeMunicipalidad, ContratoArchivo):
    url = "capacitaciones:exportar"
    permiso = Permiso.CAPACITACION_VER
    consultas = 9

    def otra(self, lugar: Lugar) -> Sesion:
        return SesionFactory(region=lugar.region, municipalidad=lugar.municipalidad)

    def claves(self, filas: list[dict[str, str]]) -> set[Any]:
        return set(
            Sesion.objects.filter(titulo__in=[f["CHARLA"] for f in filas]).values_list("pk", flat=True)
        )


class TestAdmin(_DeMunicipalidad, ContratoAdmin):
    permiso = Permiso.CAPACITACION_VER
    modelo = Sesion


class TestDetalle(_DeMunicipalidad, ContratoDetalle):
    permiso = Permiso.CAPACITACION_VER


class TestParticipantes(TestDetalle):
    nombre = "participantes"


class TestNueva(_DeMunicipalidad, ContratoFormularioNuevo):
    permiso = Permiso.CAPACITACION_EDITAR
    modelo = Sesion
    obligatorio = "titulo"

    def url(self, lugar: Lugar) -> str:
        return reverse("capacitaciones:nueva")

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        if not hasattr(lugar, "_facilita"):
            lugar._facilita = usuario_con_rol(Rol.FACILITADOR)
        en_un_mes = timezone.localdate() + timedelta(days=30)
        return {
            "tema": "convivencia",
            "titulo": "Vivir sin gritos",
            "modalidad": "presencial",
            "inicio": f"{en_un_mes:%Y-%m-%d}T18:00",
            "fin": f"{en_un_mes:%Y-%m-%d}T20:00",
            "lugar": "Local comunal",
            "municipalidad": lugar.municipalidad.pk,
            "facilitador": lugar._facilita.pk,
        }

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        coordinadora = usuario_con_rol(Rol.COORDINADOR_MUNICIPAL, lejano.municipalidad)
        return {"municipalidad": lejano.municipalidad.pk, "facilitador": coordinadora.pk}


class TestEditar(TestNueva, ContratoFormularioEdicion):
    nombre = "editar"

    def url(self, lugar: Lugar) -> str:
        return self.url_de(self.fila(lugar))

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return super().datos(lugar) | {"version": "1"}


class TestAbrir(_DeMunicipalidad, ContratoAccion):
    permiso = Permiso.CAPACITACION_EDITAR
    modelo = Sesion
    nombre = "abrir"

    def datos(self, fila: Any) -> dict[str, Any]:
        return {"version": "1"}


class _Sobre(_DeMunicipalidad, ContratoFormularioEdicion):
    permiso = Permiso.CAPACITACION_EDITAR
    modelo = Sesion

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        return {}


class TestCancelar(_Sobre):
    nombre = "cancelar"
    obligatorio = "motivo"

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {"motivo": "El local se inundó esta semana", "version": "1"}


class TestAsistencia(_Sobre):
    nombre = "asistencia"
    modelo = Asistencia
    campos: ClassVar = {"estado": EstadoSesion.ABIERTA, "inicio": _hace_una_hora}

    def test_missing_value_is_answered_with_what_was_typed(self) -> None:
        """Nothing is required: an empty list says that nobody came."""

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        if not hasattr(lugar, "_inscrita"):
            lugar._inscrita = InscripcionFactory(sesion=self.sesion(lugar))
        clave = str(lugar._inscrita.pk)
        return {"mostradas": clave, "presentes": clave, "anonimas-mujer-sin-edad": "3", "version": "1"}

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        return {"presentes": InscripcionFactory(sesion=self.sesion(lejano)).pk}


class TestCerrar(_Sobre):
    nombre = "cerrar"
    modelo = Constancia

    def test_missing_value_is_answered_with_what_was_typed(self) -> None:
        """It asks for nothing."""

    def sesion(self, lugar: Lugar) -> Sesion:
        if not hasattr(lugar, "_charla"):
            charla = SesionFactory(region=lugar.region, municipalidad=lugar.municipalidad, realizada=True)
            lugar._charla = AsistenciaFactory(sesion=charla).sesion
        return lugar._charla

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {"version": "1"}


class TestAgregar(_Sobre):
    nombre = "agregar"
    modelo = Inscripcion
    obligatorio = "nombres"
    campos: ClassVar = {"estado": EstadoSesion.ABIERTA, "inicio": _hace_una_hora}

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {
            "paso": "nueva",
            "tipo_documento": "dni",
            "numero_documento": "70001112",
            "nombres": "Elsa",
            "apellidos": "Poma Rojas",
            "tipo": "publico",
            "acepta": "True",
        }


class _DeConstancia(_DeMunicipalidad):
    permiso = Permiso.CONSTANCIA_REVOCAR
    modelo = Constancia

    def fila(self, lugar: Lugar) -> Constancia:
        if not hasattr(lugar, "_constancia"):
            charla = SesionFactory(region=lugar.region, municipalidad=lugar.municipalidad, cerrada=True)
            lugar._constancia = ConstanciaFactory(asistencia__sesion=charla)
        return lugar._constancia

    def url_de(self, fila: Any) -> str:
        return reverse(f"capacitaciones:{self.nombre}", args=[fila.pk])

    def url_inexistente(self) -> str:
        return reverse(f"capacitaciones:{self.nombre}", args=[999_999])


class TestRevocar(_DeConstancia, ContratoFormularioEdicion):
    nombre = "revocar"
    obligatorio = "motivo"

    def datos(self, lugar: Lugar) -> dict[str, Any]:
        return {"motivo": "No era la persona que vino"}

    def ajenos(self, lejano: Lugar) -> dict[str, Any]:
        return {}


class TestReemitir(_DeConstancia, ContratoAccion):
    nombre = "reemitir"


class TestRetirar(_DeConstancia, ContratoAccion):
    permiso = Permiso.CAPACITACION_EDITAR
    modelo = Inscripcion
    nombre = "retirar"

    def fila(self, lugar: Lugar) -> Inscripcion:
        if not hasattr(lugar, "_inscrita"):
            lugar._inscrita = InscripcionFactory(sesion=self.sesion(lugar))
        return lugar._inscrita
