"""Enumerations that know how they look: the chip's tone and icon live beside the words."""

from django.db.models import TextChoices


class EstadoConChip(TextChoices):
    """A `TextChoices` whose members are written ``(value, tone, icon, label)``."""

    tono: str
    icono: str

    def __new__(cls, valor: str, tono: str = "", icono: str = "") -> "EstadoConChip":
        miembro = str.__new__(cls, valor)  # TextChoices itself takes the label, the last item
        miembro._value_ = valor
        miembro.tono = tono
        miembro.icono = icono
        return miembro

    @property
    def definicion(self) -> tuple[str, str, str, str]:
        """Return the member as it is written, for another enumeration that holds it too."""
        return self.value, self.tono, self.icono, str(self.label)
