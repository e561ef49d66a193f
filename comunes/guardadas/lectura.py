"""What a list shows of one's saved views."""

from collections.abc import Container
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final
from urllib.parse import parse_qsl

from django.http import QueryDict

from comunes.models import VistaGuardada

# In the address, it says «no filter at all» where opening the list plainly would apply the default view.
PARAMETRO_DE_TODO: Final = "todo"


@dataclass
class VistasDeLista:
    """One's views of one list, as seen from the filters in use; asks the database once."""

    usuario: Any
    lista: str
    puestos: QueryDict
    filtros: Container[str]

    @cached_property
    def filas(self) -> list[VistaGuardada]:
        return list(VistaGuardada.objects.visible_to(self.usuario).filter(lista=self.lista))

    @property
    def predeterminada(self) -> VistaGuardada | None:
        return next((vista for vista in self.filas if vista.predeterminada), None)

    @cached_property
    def en_uso(self) -> dict[str, str]:
        """The filters of the address, without those that were left empty."""
        return {n: str(v) for n, v in self.puestos.items() if str(v).strip() and n in self.filtros}

    @property
    def actual(self) -> VistaGuardada | None:
        """The view whose filters are those in use."""
        return next((v for v in self.filas if dict(parse_qsl(v.consulta)) == self.en_uso), None)

    @property
    def puede_guardar(self) -> bool:
        return bool(self.en_uso) and self.actual is None

    @property
    def sin_filtros(self) -> str:
        """The address of the whole list."""
        return f"?{PARAMETRO_DE_TODO}=1" if self.predeterminada else "?"
