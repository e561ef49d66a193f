"""The declared results of the programme, with their sources; neither sheet states a date."""

from django.db import migrations

PROGRAMA = (
    "Ficha del premio, categoría «Consulta y Participación Ciudadana»: Dirección de Participación Ciudadana "
    "de la Dirección General de Seguridad Democrática – Ministerio del Interior, «Intervención Comunitaria en "
    "Espacios Públicos Recuperados – Nuestro Espacio Seguro»"
)
PARTICIPA = "Fundación Corona, ficha «Modelo de Involucramiento Ciudadano Participa+»"
CORTES = [
    (
        PROGRAMA,
        True,
        [
            ("espacios", "igual", 83),
            ("comites", "igual", 83),
            ("integrantes", "igual", 479),
            ("actividades-autogestionadas", "mas-de", 80),
            ("grupos-whatsapp", "igual", 83),
            ("personas-capacitadas", "igual", 4258),
        ],
    ),
    (PARTICIPA, False, [("aliados-transferencia", "igual", 8), ("alianzas", "igual", 10)]),
]


def declarar(apps, schema_editor):
    corte_declarado = apps.get_model("monitoreo", "CorteDeclarado")
    cifra_declarada = apps.get_model("monitoreo", "CifraDeclarada")
    for fuente, vigente, cifras in CORTES:
        corte, _ = corte_declarado.objects.get_or_create(fuente=fuente, defaults={"vigente": vigente})
        for indicador, operador, valor in cifras:
            cifra_declarada.objects.get_or_create(
                corte=corte, indicador=indicador, defaults={"operador": operador, "valor": valor}
            )


def retirar(apps, schema_editor):
    for modelo, campo in (("CifraDeclarada", "corte__fuente__in"), ("CorteDeclarado", "fuente__in")):
        apps.get_model("monitoreo", modelo).objects.filter(**{campo: [PROGRAMA, PARTICIPA]}).delete()


class Migration(migrations.Migration):
    dependencies = [("monitoreo", "0001_initial")]

    operations = [migrations.RunPython(declarar, retirar)]
