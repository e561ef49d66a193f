from django.db.models import TextChoices

from comunes.enums import EstadoConChip


class EstadoActividad(EstadoConChip):
    PROGRAMADA = "programada", "cielo", "calendar-event", "Programada"
    REALIZADA = "realizada", "jacaranda", "check-lg", "Por verificar"
    VERIFICADA = "verificada", "pleno", "patch-check-fill", "Verificada"
    OBSERVADA = "observada", "farol", "chat-left-text-fill", "Observada"
    RECHAZADA = "rechazada", "terracota", "x-octagon", "Rechazada"
    CANCELADA = "cancelada", "apagado", "x-circle", "Cancelada"
    REPROGRAMADA = "reprogramada", "hueco", "arrow-clockwise", "Reprogramada"

    @property
    def para_lider(self) -> str:
        """The same state in the words of whoever waits for it."""
        return _PARA_LIDER.get(self.value, str(self.label))

    @property
    def icono_para_lider(self) -> str:
        """To whoever waits, what is under review is not a tick yet."""
        return "hourglass-split" if self.value == "realizada" else self.icono


_PARA_LIDER = {
    "realizada": "En revisión",
    "reprogramada": "Programada",
    "verificada": "Cuenta para tu comité",
    "observada": "Falta algo",
    "rechazada": "No se aceptó",
}


# What is still to be done, on its first day or on another one.
PROGRAMADAS = frozenset({EstadoActividad.PROGRAMADA, EstadoActividad.REPROGRAMADA})
# What counts nowhere, stands in no calendar and repeats nothing.
SIN_EFECTO = frozenset({EstadoActividad.CANCELADA, EstadoActividad.RECHAZADA})


class Organizador(TextChoices):
    """Who organised it; only the committee's own count as self-managed."""

    COMITE = "comite", "El comité"
    MUNICIPALIDAD = "municipalidad", "La municipalidad"
    COMISARIA = "comisaria", "La comisaría"
    OTRO = "otro", "Otra institución"


class Paso(TextChoices):
    """What somebody did to a submitted activity; the table of `ciclo` says who may and when."""

    VERIFICAR = "verificar", "Verificada"
    OBSERVAR = "observar", "Observada"
    RESPONDER = "responder", "Respondida"
    RECHAZAR = "rechazar", "Rechazada"
    PEDIR = "pedir", "Se pidió otra mirada"
    CANCELAR = "cancelar", "Cancelada"
    REABRIR = "reabrir", "Reabierta"
    REPROGRAMAR = "reprogramar", "Cambiada de día"
    REALIZAR = "realizar", "Realizada"


class Frecuencia(TextChoices):
    """How often a planned activity comes back."""

    UNA_VEZ = "una-vez", "Una sola vez"
    SEMANAL = "semanal", "Cada semana"
    QUINCENAL = "quincenal", "Cada dos semanas"
    MENSUAL = "mensual", "Cada mes"


class IconoActividad(TextChoices):
    """The pictures that a type may carry: names of Bootstrap Icons, so that none is missing on a screen."""

    BALDE = "bucket", "Balde"
    PERSONAS = "people", "Personas"
    FLOR = "flower1", "Flor"
    ARBOL = "tree", "Árbol"
    PELOTA = "dribbble", "Pelota"
    TROFEO = "trophy", "Trofeo"
    BICICLETA = "bicycle", "Bicicleta"
    BROCHA = "brush", "Brocha"
    PALETA = "palette", "Paleta"
    HERRAMIENTAS = "tools", "Herramientas"
    FOCO = "lightbulb", "Foco"
    MUSICA = "music-note-beamed", "Música"
    LIBRO = "book", "Libro"
    TIENDA = "shop", "Puesto de feria"
    CANASTA = "basket", "Canasta"
    MEGAFONO = "megaphone", "Megáfono"
    BINOCULARES = "binoculars", "Binoculares"
    ESCUDO = "shield-check", "Escudo"
    SENDERO = "signpost-split", "Señal de camino"
    PASEO = "person-walking", "Persona caminando"
    EDIFICIO = "bank", "Edificio público"
    CARTA = "envelope-paper", "Carta"
    CORAZON = "heart", "Corazón"
    VISTO = "check2-square", "Casilla marcada"


class FamiliaDeActividad(TextChoices):
    """Kinds that the same activity may be written down under."""

    FAENA = "faena", "Faenas y arreglos"
    ENCUENTRO = "encuentro", "Cultura y ferias"
    REUNION = "reunion", "Reuniones y charlas"
    RONDA = "ronda", "Rondas y caminatas"


class ClaseInstitucion(TextChoices):
    """What kind of institution took part."""

    MUNICIPALIDAD = "municipalidad", "Municipalidad"
    COMISARIA = "comisaria", "Comisaría PNP"
    SALUD = "salud", "Establecimiento de salud"
    EDUCACION = "educacion", "Colegio o instituto"
    ACADEMIA = "academia", "Universidad"
    EMPRESA = "empresa", "Empresa o negocio"
    ONG = "ong", "Organización sin fines de lucro"
    COMUNITARIA = "comunitaria", "Organización vecinal"
    RELIGIOSA = "religiosa", "Comunidad religiosa"
    OTRA = "otra", "Otra institución"


class EstadoParticipacion(EstadoConChip):
    """What an invited institution said of its part. Whether somebody looked at it lies over these."""

    INVITADA = "invitada", "hueco", "send", "Invitada"
    CONFIRMADA = "confirmada", "parque", "check-lg", "Confirmó"
    DECLINADA = "declinada", "apagado", "x-circle", "No participó"
    RETIRADA = "retirada", "apagado", "archive", "Retirada"


class MotivoDeOlvido(TextChoices):
    """Why the name of whoever answered for an institution is taken out."""

    PIDIO = "lo-pidio", "Lo pidió esa persona"
    ERROR = "mal-escrito", "No es quien respondió, o está mal escrito"
    SOBRA = "ya-no-hace-falta", "Ya no hace falta saber quién respondió"
