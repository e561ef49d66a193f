"""Writes of saved views. Each is its owner's own affair: the actor is the owner."""

from types import SimpleNamespace
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.urls import NoReverseMatch, resolve, reverse

from comunes.bitacora import registrar
from comunes.models import VistaGuardada
from comunes.texto import en_una_linea

MAXIMO_POR_LISTA: Final = 12
LARGO_DE_CONSULTA: Final = 500
_REPETIDA = "Ya tiene una vista con ese nombre en esta lista."


def vista_de(lista: str, actor: Any) -> Any:
    """Return the view class of a list whose views can be saved and that `actor` may open, or None."""
    try:
        clase = getattr(resolve(reverse(lista)).func, "view_class", None)
    except NoReverseMatch:
        return None
    if clase is None or getattr(clase, "guardable", "") != lista or not actor.tiene(clase.permiso):
        return None
    return clase


def filtro_de(lista: str, consulta: str, actor: Any) -> Any:
    """Return the list's filter over `consulta`, without its page or what it does not know.

    Raises ValidationError for a list that takes no saved views.
    """
    clase = vista_de(lista, actor)
    if clase is None:
        raise ValidationError("Esta lista no guarda vistas.")
    datos = QueryDict(mutable=True)
    for nombre, valores in QueryDict(consulta).lists():
        if nombre in clase.filtro.base_filters and valores[-1].strip():
            datos[nombre] = valores[-1]
    peticion = SimpleNamespace(user=actor, GET=datos)
    filas = clase.model._default_manager.visible_to(actor, clase.permiso)
    filtro = clase.filtro(datos, queryset=filas, request=peticion)
    filtro.form.is_valid()
    return filtro


def _consulta_valida(lista: str, consulta: str, actor: Any) -> str:
    filtro = filtro_de(lista, consulta, actor)
    if filtro.form.errors:
        raise ValidationError("Un filtro no se puede aplicar: quítelo de la lista y guarde de nuevo.")
    limpia = str(filtro.data.urlencode())
    if not limpia:
        raise ValidationError("Ponga algún filtro en la lista antes de guardar la vista.")
    if len(limpia) > LARGO_DE_CONSULTA:
        raise ValidationError("Son demasiados filtros para guardarlos: acorte la búsqueda.")
    return limpia


def _nombre_valido(nombre: str) -> str:
    limpio = en_una_linea(nombre)
    if not limpio:
        raise ValidationError({"nombre": "Escriba un nombre para la vista."})
    if len(limpio) > 60:
        raise ValidationError({"nombre": "El nombre tiene más de 60 letras. Acórtelo."})
    return limpio


@transaction.atomic
def guardar_vista(
    *, actor: Any, lista: str, nombre: str, consulta: str, predeterminada: bool = False
) -> VistaGuardada:
    """Save the filters of a list. The same name with the same filters again is the same view.

    Raises ValidationError: an unknown list or filter, no filter, a name in use, one view too many.
    """
    nombre, consulta = _nombre_valido(nombre), _consulta_valida(lista, consulta, actor)
    mias = VistaGuardada.objects.filter(usuario=actor, lista=lista)
    if repetida := mias.filter(nombre__iexact=nombre, consulta=consulta).first():
        return repetida
    if mias.count() >= MAXIMO_POR_LISTA:
        raise ValidationError(
            f"Ya tiene {MAXIMO_POR_LISTA} vistas de esta lista. Elimine una para guardar otra."
        )
    vista = VistaGuardada(usuario=actor, lista=lista, nombre=nombre, consulta=consulta)
    _escribir(vista)
    registrar(actor=actor, accion="vista-guardada", objeto=vista, lista=lista)
    if predeterminada:
        predeterminar_vista(actor=actor, vista=vista, si=True)
    return vista


def _escribir(vista: VistaGuardada) -> None:
    try:
        with transaction.atomic():
            vista.save()
    except IntegrityError as error:
        raise ValidationError({"nombre": _REPETIDA}) from error


@transaction.atomic
def renombrar_vista(*, actor: Any, vista: VistaGuardada, nombre: str) -> VistaGuardada:
    """Change its name. Raises ValidationError when another view of the list has it."""
    vista.nombre = _nombre_valido(nombre)
    _escribir(vista)
    registrar(actor=actor, accion="vista-renombrada", objeto=vista, lista=vista.lista)
    return vista


@transaction.atomic
def predeterminar_vista(*, actor: Any, vista: VistaGuardada, si: bool) -> VistaGuardada:
    """Open the list always like this, or no longer; only one view of a list is its default."""
    mias = VistaGuardada.objects.select_for_update().filter(usuario=actor, lista=vista.lista)
    list(mias.order_by("pk").values_list("pk"))
    mias.filter(predeterminada=True).update(predeterminada=False)
    vista.predeterminada = si
    vista.save(update_fields=["predeterminada"])
    registrar(actor=actor, accion="vista-predeterminada", objeto=vista, lista=vista.lista, si=si)
    return vista


@transaction.atomic
def eliminar_vista(*, actor: Any, vista: VistaGuardada) -> None:
    """Forget it: it holds filters, no evidence."""
    registrar(actor=actor, accion="vista-eliminada", objeto=vista, lista=vista.lista)
    vista.delete()
