"""A row of the padrón on its way from the sheet to the database."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from comunes.hojas.celdas import Celda, como_texto
from padron.campos import Entidad


class Accion(StrEnum):
    """What will happen to a row."""

    CREAR = "crear"
    ACTUALIZAR = "actualizar"
    IGUAL = "igual"
    RECHAZAR = "rechazar"


@dataclass(slots=True)
class Motivo:
    """Why a row is rejected: the column, the words, and the cell that `{valor}` stands for.

    `depende` names the rejected row (sheet, row) that dragged this one along.
    """

    campo: str
    texto: str
    valor: str = ""
    depende: tuple[str, int] | None = None

    def en_palabras(self, valor: str | None = None) -> str:
        """Return the reason with its value in place, or with `valor` instead of it."""
        return self.texto.replace("{valor}", self.valor if valor is None else valor)


@dataclass(slots=True)
class Reparacion:
    """A mended cell: the kinds of repair, and what it held before and holds now."""

    campo: str
    clases: tuple[str, ...]
    antes: str
    despues: str


@dataclass(slots=True)
class Fila:
    """One data row. `valores` are clean and typed; an absent key is an empty cell."""

    entidad: Entidad
    hoja: str
    numero: int
    crudos: dict[str, Any]
    valores: dict[str, Any] = field(default_factory=dict)
    reparaciones: list[Reparacion] = field(default_factory=list)
    motivos: list[Motivo] = field(default_factory=list)
    accion: Accion = Accion.CREAR
    pk: int | None = None
    cambios: list[tuple[str, str, str]] = field(default_factory=list)
    # The row of the same file that this one hangs from, or the key of what is already registered.
    padre: "Fila | None" = None
    padre_pk: int | None = None

    def tomar(self, campo: str, celda: Celda, *, clave: str = "") -> Any:
        """Keep a cell's reading under `clave` (`campo` by default), with its repair or its failure."""
        if celda.falla:
            self.rechazar(campo, celda.falla)
            return None
        if celda.valor is None or celda.valor == "":
            return None
        self.valores[clave or campo] = celda.valor
        if celda.arreglos:
            self.reparar(campo, celda.arreglos, como_texto(celda.valor))
        return celda.valor

    def reparar(self, campo: str, clases: tuple[str, ...], despues: str) -> None:
        self.reparaciones.append(Reparacion(campo, clases, como_texto(self.crudos.get(campo)), despues))

    def rechazar(self, campo: str, texto: str, *, depende: "Fila | None" = None) -> None:
        """Add a reason; the first one of each column is the one that counts."""
        if any(m.campo == campo for m in self.motivos):
            return
        causa = (depende.hoja, depende.numero) if depende else None
        self.motivos.append(Motivo(campo, texto, como_texto(self.crudos.get(campo)), causa))
        self.accion = Accion.RECHAZAR

    @property
    def rechazada(self) -> bool:
        return bool(self.motivos)

    @property
    def directa(self) -> bool:
        """Whether something of this row itself is wrong, beyond what it depends on."""
        return any(m.depende is None for m in self.motivos)

    def reparaciones_vigentes(self) -> list[Reparacion]:
        """Return the repairs of the cells that are not themselves a reason of rejection."""
        culpables = {m.campo for m in self.motivos}
        if "lat_long" in culpables:
            culpables |= {"latitud", "longitud", "coordenadas"}
        return [r for r in self.reparaciones if r.campo not in culpables]
