"""The gallery: every component in every state, for who programs and who reviews. Invented contents."""

from datetime import date
from types import SimpleNamespace
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.templatetags.static import static

from comunes.calendario import semanas_del_mes
from comunes.enums import EstadoConChip
from comunes.filtros import FiltroPuesto
from comunes.formularios import Formulario
from comunes.paginas import Pagina
from comunes.vistas import VistaPlantilla

RIESGOS = [
    ("luz", "Iluminación deficiente"),
    ("basura", "Abandono o basura"),
    ("ciego", "Baja visibilidad o puntos ciegos"),
    ("robo", "Robo o hurto"),
]


class FormularioDeMuestra(Formulario):
    """One field of each kind, with help, optional and required."""

    nombre = forms.CharField(
        label="Nombre del espacio", help_text="Como lo llaman los vecinos, sin abreviar."
    )
    celular = forms.RegexField(
        r"^9\d{8}$",
        label="Celular",
        error_messages={"invalid": "Le falta un número: tiene 8 y deben ser 9."},
        widget=forms.TextInput(attrs={"inputmode": "tel", "class": "campo-medio"}),
    )
    tipo = forms.ChoiceField(label="Tipo", choices=[("parque", "Parque"), ("losa", "Losa deportiva")])
    riesgos = forms.MultipleChoiceField(
        label="Factores de riesgo", choices=RIESGOS, widget=forms.CheckboxSelectMultiple
    )
    modalidad = forms.ChoiceField(
        label="Modalidad", choices=[("p", "Presencial"), ("v", "Por videollamada")], widget=forms.RadioSelect
    )
    area = forms.DecimalField(
        label="Área en m²", required=False, widget=forms.NumberInput(attrs={"class": "campo-corto"})
    )
    descripcion = forms.CharField(
        label="Descripción", required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    juvenil = forms.BooleanField(label="Tiene delegada o delegado juvenil", required=False)
    foto = forms.FileField(
        label="Foto del lugar",
        required=False,
        help_text="JPG, PNG o WebP de hasta 10 MB. Le quitamos la ubicación.",
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )


class FiltrosDeMuestra(Formulario):
    q = forms.CharField(
        label="Nombre, código o dirección",
        required=False,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": "Nombre, código o dirección"}),
    )
    region = forms.ChoiceField(label="Región", required=False, choices=[("", "Todas las regiones")])
    tipo = forms.ChoiceField(label="Tipo", required=False, choices=[("", "Todos los tipos")])


class ContadorDeMuestra(Formulario):
    cuantas = forms.IntegerField(min_value=1, max_value=9999, initial=18)
    cuento = forms.CharField(
        label="¿Algo que contar?", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )


class Galeria(VistaPlantilla):
    """Shown to developers (DEBUG) and to staff; for anybody else it does not exist."""

    publica = True
    template_name = "comunes/galeria.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not (settings.DEBUG or getattr(request.user, "is_staff", False)):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mal_escrito = {
            "nombre": "",
            "celular": "98745612",
            "tipo": "parque",
            "descripcion": "Junto al mercado",
        }
        return super().get_context_data(
            estados_por_objeto=[
                (e.__name__.removeprefix("Estado"), list(e)) for e in EstadoConChip.__subclasses__()
            ],
            formulario_con_errores=FormularioDeMuestra(mal_escrito, auto_id="mal_%s"),
            formulario_en_blanco=FormularioDeMuestra(),
            formulario_filtros=FiltrosDeMuestra(auto_id="filtro_%s"),
            filtro_puesto=_filtro_puesto(),
            vistas=_vistas(),
            formulario_contador=ContadorDeMuestra(),
            atajos=[10, 20, 30, 50],
            migas=[("Inicio", "/"), ("Galería de componentes", "")],
            **_muestras(),
            **kwargs,
        )


def _chip(tono: str, icono: str, label: str) -> SimpleNamespace:
    return SimpleNamespace(tono=tono, icono=icono, label=label, corto=label)


def _cifra(
    icono: str, titulo: str, declarado: int | None, registrado: int | None, **mas: Any
) -> SimpleNamespace:
    propios = {"icono": icono, "titulo": titulo, "declarado": declarado, "registrado": registrado}
    comunes = {"operador": "", "texto_declarado": "declarados", "texto_registrado": "registrados"}
    return SimpleNamespace(**{"porcentaje": None, "nota": "", "url": "", **comunes, **propios, **mas})


_MES: Final = date(2026, 11, 1)


def _muestras() -> dict[str, Any]:
    """Return the invented rows, figures, steps and photos of the gallery."""
    por_vencer = _chip("farol", "hourglass-split", "Por vencer")
    vencido = _chip("terracota", "calendar-x-fill", "Vencido")
    return {
        "cifras": _cifras(),
        "pasos": _pasos(),
        "hechos": _hechos(),
        "fotos": _fotos(),
        "par": _par(),
        "filas": [
            ("Comité Comunitario Alameda de la Paz y la Convivencia", por_vencer, 7),
            ("Comité Comunitario Pasaje Los Jacintos", vencido, 5),
        ],
        "estados_ficha": [_chip("parque", "lightbulb", "Recuperado")],
        "datos_ficha": [("Comité", "Vigente, hasta 14/03/2028"), ("Integrantes", 9)],
        "tareas": [
            SimpleNamespace(
                titulo="Comité Comunitario Losa Deportiva Juventud Unida de Canto Grande",
                url="#g-tablas",
                urgencia="Su mandato termina en 11 días",
                tono_urgencia="pronto",
                motivo="y tiene 6 integrantes.",
                accion="Preparar renovación",
                url_accion="#g-tablas",
            )
        ],
        "pagina": Pagina([], "", "muestra"),
        "primero_lo_nuevo": True,
        "mes": _MES,
        "dia": _MES.replace(day=14),
        "iconos": [por_vencer.icono, vencido.icono],
        "semanas": semanas_del_mes(_MES, {_MES.replace(day=14): [(por_vencer, 3), (vencido, 1)]}),
    }


def _cifras() -> list[SimpleNamespace]:
    return [
        _cifra("tree", "Espacios públicos", 83, 24, porcentaje=28.9, url="#g-cifras"),
        _cifra(
            "hammer",
            "Actividades",
            80,
            41,
            operador="más de",
            texto_declarado="declaradas",
            texto_registrado="verificadas",
            nota="Un mínimo no lleva barra ni porcentaje.",
        ),
        _cifra("mortarboard", "Personas capacitadas", None, 0, nota="«s/d» es sin dato; no es cero."),
    ]


def _hechos() -> list[SimpleNamespace]:
    return [
        SimpleNamespace(
            cuando="22/11/2026", titulo="Faena de limpieza", texto="Punto vacío: falta verificar."
        ),
        SimpleNamespace(
            cuando="16/08/2026",
            titulo="Pintado del mural",
            texto="Punto encendido: verificada por otra persona.",
            verificada=True,
            estado=_chip("pleno", "patch-check-fill", "Verificada"),
        ),
    ]


def _pasos() -> list[SimpleNamespace]:
    hechos = [("Identificado", "12/01/2026"), ("Priorizado", "30/01/2026"), ("En diagnóstico", "14/03/2026")]
    pasos = [SimpleNamespace(texto=texto, detalle=detalle, estado="hecho") for texto, detalle in hechos]
    pasos.append(SimpleNamespace(texto="En recuperación", detalle="aquí estamos", estado="actual"))
    faltan = ("Recuperado", "En sostenibilidad")
    return pasos + [SimpleNamespace(texto=texto, detalle="", estado="falta") for texto in faltan]


def _fotos() -> list[SimpleNamespace]:
    muestras = [
        ("foto-feria", "Feria con tres toldos", "Llegó", "check-circle-fill"),
        ("foto-deporte", "Partido en la losa", "Enviando", "arrow-up-circle"),
        ("foto-ronda", "Ronda nocturna", "En espera", "hourglass-split"),
    ]
    return [
        SimpleNamespace(url=static(f"img/{archivo}.svg"), alt=alt, estado=estado, icono=icono)
        for archivo, alt, estado, icono in muestras
    ]


def _par() -> SimpleNamespace:
    antes = _lado("antes", "Antes", "14/03/2026", "El parque sin luz, con desmonte y la banca rota")
    despues = _lado("despues", "Después", "19/09/2026", "El mismo parque con farolas y una familia")
    return SimpleNamespace(clave="muestra", antes=antes, despues=despues)


def _lado(archivo: str, rotulo: str, fecha: str, alt: str) -> SimpleNamespace:
    url = static(f"img/{archivo}.svg")
    return SimpleNamespace(rotulo=rotulo, url=url, ampliada=url, fecha=fecha, alt=alt)


def _filtro_puesto() -> SimpleNamespace:
    puestos = [FiltroPuesto("q", "Nombre", "«Jazmines»")]
    return SimpleNamespace(perdidos=["Región"], puestos=puestos)


def _vistas() -> SimpleNamespace:
    """Saved views: the default, one in use, and the offer to save."""
    filas = [
        SimpleNamespace(pk=1, nombre="En alerta", consulta="estado=en-alerta", predeterminada=True),
        SimpleNamespace(pk=2, nombre="Silencio largo", consulta="silencio=90", predeterminada=False),
    ]
    return SimpleNamespace(
        filas=filas, actual=filas[1], lista="espacios:lista", puede_guardar=True, sin_filtros="?todo=1"
    )
