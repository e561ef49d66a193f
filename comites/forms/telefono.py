"""What a leader answers about somebody who joins: the same questions, from today, on a phone."""

from typing import Any

from django.utils import timezone

from comites.forms.integrantes import ConCargo, FormularioConocida, FormularioNueva
from comites.models import Cargo
from personas.enums import Canal

CARGO_COMUN = "integrante"


class _DesdeHoy(ConCargo):
    """Nobody is asked since when: whoever joins on the spot joins today, with the plain office at hand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["desde"]
        comun = Cargo.objects.filter(slug=CARGO_COMUN, activo=True)
        self.fields["cargo"].initial = comun.values_list("pk", flat=True).first()

    def clean(self) -> dict[str, Any]:
        limpios = super().clean() or {}
        limpios["desde"] = timezone.localdate()
        return limpios


class ConocidaEnTelefono(_DesdeHoy, FormularioConocida):
    """Somebody who was in the committee before."""


class NuevaEnTelefono(_DesdeHoy, FormularioNueva):
    """Somebody nobody has registered yet, who stands beside the leader."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["celular"].help_text = "Nueve números; empieza con 9."
        self.fields["apoderado"].help_text = "Nombres y apellidos de quien acepta."
        canal = self.fields["canal"]
        canal.initial = Canal.VERBAL
        canal.choices = [  # type: ignore[attr-defined]
            (Canal.VERBAL.value, Canal.VERBAL.label),
            (Canal.PAPEL.value, Canal.PAPEL.label),
        ]
