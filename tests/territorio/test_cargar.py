"""Loading reference data: what ships is sound, newer files report what changed, bad ones change nothing."""

import json
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comunes.models import Evento
from territorio.lectura import CARPETA_PROPIA
from territorio.models import Comisaria, Distrito, Municipalidad, Provincia, Region
from territorio.services import cargar_territorio

pytestmark = pytest.mark.django_db
MODELOS = (Region, Provincia, Distrito, Municipalidad, Comisaria)


def cargar(carpeta):
    return {c.tabla.archivo: c for c in cargar_territorio(actor=None, carpeta=carpeta.ruta)}


def contar():
    return [m.objects.count() for m in MODELOS]


def quitar(codigo):
    return lambda filas: filas.__setitem__(slice(None), [f for f in filas if f["ubigeo"] != codigo])


def poner(codigo, **valores):
    return lambda filas: next(f for f in filas if f["ubigeo"] == codigo).update(valores)


def problemas(carpeta):
    """Load, expect a refusal, prove that nothing was written, and return what was said."""
    antes = contar(), Evento.objects.count()
    with pytest.raises(ValidationError) as error:
        cargar_territorio(actor=None, carpeta=carpeta.ruta)
    assert (contar(), Evento.objects.count()) == antes
    assert error.value.messages[-1] == "No se cargó nada."
    return error.value.messages[:-1]


def test_shipped_files_load_whole_and_lima_is_the_province():
    cargar_territorio(actor=None)
    assert contar() == [8, 55, 586, 586, 574]
    lima = Region.objects.get(nombre="Lima Metropolitana")
    assert (lima.pk, lima.distritos.count(), lima.comisarias.count()) == ("1501", 43, 113)
    trujillo = Distrito.objects.get(pk="130101")
    assert (trujillo.nombre, trujillo.ubigeo_reniec, trujillo.busqueda) == ("Trujillo", "120101", "trujillo")
    assert Distrito.objects.get(ubigeo_reniec="130101").pk == "140101"


def test_second_load_changes_nothing_and_only_reads():
    cargar_territorio(actor=None)
    with CaptureQueriesContext(
        connection,
    ) as consultas:
        cambios = cargar_territorio(actor=None)
    assert [c.cuentas()["iguales"] for c in cambios] == [8, 55, 586, 586, 574]
    assert not any(c.hay for c in cambios)
    escrituras = [q for q in consultas if q["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert escrituras == []
    assert Evento.objects.filter(accion="territorio-cargado").count() == 1


def test_newer_file_reports_changed_fields(carpeta):
    cargar(carpeta)
    carpeta.cambiar("distritos.csv", poner("200802", nombre="Bella Unión", poblacion_2025="5000"))
    cambio = cargar(carpeta)["distritos.csv"]
    assert cambio.cambiadas == {"200802": ["nombre", "poblacion"]}
    assert (cambio.iguales, cambio.nuevas, cambio.retiradas) == (5, [], [])
    assert Distrito.objects.get(pk="200802").busqueda == "bella union"


def test_row_that_vanished_is_retired_and_comes_back(carpeta):
    cargar(carpeta)
    codigo = Comisaria.objects.first().pk
    completas = (carpeta.ruta / "comisarias.csv").read_text()
    carpeta.cambiar(
        "comisarias.csv",
        lambda filas: filas.pop(next(i for i, f in enumerate(filas) if f["codigo_inei"] == codigo)),
    )
    assert cargar(carpeta)["comisarias.csv"].retiradas == [codigo]
    assert Comisaria.objects.get(pk=codigo).activo is False
    assert not cargar(carpeta)["comisarias.csv"].hay
    (carpeta.ruta / "comisarias.csv").write_text(completas)
    assert cargar(carpeta)["comisarias.csv"].reactivadas == [codigo]
    assert Comisaria.objects.get(pk=codigo).activo is True


def test_folder_with_one_file_leaves_other_tables_alone(carpeta):
    cargar(carpeta)
    for archivo in ("regiones.csv", "provincias.csv", "distritos.csv", "municipalidades.csv"):
        (carpeta.ruta / archivo).unlink()
    assert list(cargar(carpeta)) == ["comisarias.csv"]
    assert Distrito.objects.filter(activo=True).count() == 6


def test_renumbered_district_keeps_its_reniec_code(carpeta):
    cargar(carpeta)
    for archivo in ("distritos.csv", "municipalidades.csv"):
        carpeta.cambiar(archivo, poner("200806", ubigeo="200899"))
    carpeta.cambiar(
        "comisarias.csv", lambda filas: [f.update(ubigeo="200899") for f in filas if f["ubigeo"] == "200806"]
    )
    reniec = Distrito.objects.get(pk="200806").ubigeo_reniec
    cambio = cargar(carpeta)["distritos.csv"]
    assert (cambio.nuevas, cambio.retiradas) == (["200899"], ["200806"])
    assert Distrito.objects.get(ubigeo_reniec=reniec, activo=True).pk == "200899"


def test_two_districts_may_swap_their_reniec_codes(carpeta):
    cargar(carpeta)
    uno, dos = (Distrito.objects.get(pk=c).ubigeo_reniec for c in ("200801", "200802"))
    carpeta.cambiar("distritos.csv", poner("200801", ubigeo_reniec=dos))
    carpeta.cambiar("distritos.csv", poner("200802", ubigeo_reniec=uno))
    assert set(cargar(carpeta)["distritos.csv"].cambiadas) == {"200801", "200802"}
    assert Distrito.objects.get(pk="200801").ubigeo_reniec == dos


DANADO = "Sechura\ufffd"
MALOS = [
    ({"ubigeo": "20801"}, "el código «20801» no tiene la forma esperada."),
    ({"nombre": "  "}, "nombre: está vacío."),
    ({"poblacion_2025": "12 mil"}, "poblacion_2025: «12 mil» no es un número entero."),
    ({"latitud": "181"}, "latitud: «181» no es una coordenada."),
    ({"latitud": "NaN"}, "latitud: «NaN» no es una coordenada."),
    ({"nombre": DANADO}, "nombre: tiene letras dañadas (�); guarde el archivo en UTF-8."),
    ({"nombre": "x" * 161}, "nombre: tiene más de 160 letras."),
    ({"provincia_ubigeo": "0401"}, "el código 200801 no corresponde a provincia_ubigeo 0401."),
]


@pytest.mark.parametrize(("valores", "mensaje"), MALOS)
def test_bad_row_is_named_and_nothing_is_loaded(carpeta, valores, mensaje):
    carpeta.cambiar("distritos.csv", poner("200801", **valores))
    assert problemas(carpeta) == [f"distritos.csv, fila 2: {mensaje}"]


def test_repeated_code_names_both_rows(carpeta):
    carpeta.cambiar("distritos.csv", lambda filas: filas.append(filas[0]))
    assert problemas(carpeta) == ["distritos.csv, fila 8: el código 200801 ya está en la fila 2."]


def test_unknown_parents_and_missing_municipality_are_refused(carpeta):
    cargar(carpeta)
    carpeta.cambiar("provincias.csv", poner("2008", ubigeo="2007"))
    vistos = problemas(carpeta)
    assert vistos[0] == "distritos.csv, fila 2: 200801 depende de 2008, que no está en provincias.csv."
    assert len(vistos) == 6


def test_district_without_municipality_is_refused(carpeta):
    carpeta.cambiar("municipalidades.csv", quitar("200803"))
    assert problemas(carpeta) == ["municipalidades.csv: falta la municipalidad del distrito 200803."]


def test_province_cannot_vanish_under_districts_that_the_folder_does_not_bring(carpeta):
    cargar(carpeta)
    (carpeta.ruta / "distritos.csv").unlink()
    carpeta.cambiar("provincias.csv", poner("2008", ubigeo="2007"))
    assert problemas(carpeta)[0] == "distritos.csv: 200801 depende de 2008, que no está en provincias.csv."


def test_repeated_reniec_code_is_refused(carpeta):
    carpeta.cambiar("distritos.csv", poner("200802", ubigeo_reniec="190801"))
    carpeta.cambiar("distritos.csv", poner("200801", ubigeo_reniec="190801"))
    assert problemas(carpeta) == ["distritos.csv, fila 3: 200802 y 200801 tienen el mismo código RENIEC."]


CRUDOS = [
    (b"", "le faltan las columnas"),
    (b"ubigeo;nombre\n200801;Sechura\n", "le faltan las columnas"),
    ("ubigeo,nombre\n200801,Ñ".encode("latin-1"), "no está en UTF-8."),
    (b"PK\x03\x04\xff\xfe", "no está en UTF-8."),
]


@pytest.mark.parametrize(("contenido", "mensaje"), CRUDOS)
def test_file_of_another_kind_is_refused(carpeta, contenido, mensaje):
    (carpeta.ruta / "distritos.csv").write_bytes(contenido)
    assert problemas(carpeta)[0].startswith(f"distritos.csv: {mensaje}")


def test_header_alone_does_not_empty_the_table(carpeta):
    cargar(carpeta)
    ruta = carpeta.ruta / "comisarias.csv"
    ruta.write_text(ruta.read_text().splitlines()[0] + "\n")
    assert problemas(carpeta) == ["comisarias.csv: no trae ninguna fila; no se vacía una tabla entera."]


def test_short_row_is_refused(carpeta):
    ruta = carpeta.ruta / "regiones.csv"
    ruta.write_text(ruta.read_text() + "14,PE-LAM\n")
    assert problemas(carpeta) == ["regiones.csv, fila 3: no tiene tantas celdas como la cabecera."]


def test_command_reports_and_fails_in_plain_words(carpeta, tmp_path_factory):
    salida = StringIO()
    call_command("cargar_territorio", carpeta=carpeta.ruta, stdout=salida)
    assert "distritos.csv: 6 nuevas, 0 cambiadas, 0 reactivadas, 0 retiradas, 0 iguales" in salida.getvalue()
    with pytest.raises(CommandError, match="no tiene ninguno de estos archivos"):
        call_command("cargar_territorio", carpeta=tmp_path_factory.mktemp("vacia"), stdout=salida)


def test_shipped_geojson_names_only_known_places():
    cargar_territorio(actor=None)
    for archivo, modelo, cuantos in (("regiones", Region, 8), ("distritos", Distrito, 574)):
        datos = json.loads((CARPETA_PROPIA / f"{archivo}.geojson").read_text())
        codigos = {f["properties"]["ubigeo"] for f in datos["features"]}
        assert (len(codigos), codigos - set(modelo.objects.values_list("pk", flat=True))) == (cuantos, set())
