import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import comites.models.documento


class Migration(migrations.Migration):
    dependencies = [
        ("comites", "0008_mandatos_sin_cruces"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="mandato",
            name="acta_validada",
            field=models.DateField(blank=True, null=True, verbose_name="acta validada"),
        ),
        migrations.CreateModel(
            name="Asamblea",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="versión")),
                ("creado", models.DateTimeField(auto_now_add=True, verbose_name="creado")),
                ("actualizado", models.DateTimeField(auto_now=True, verbose_name="actualizado")),
                (
                    "motivo",
                    models.CharField(
                        choices=[
                            ("constitucion", "Constitución del comité"),
                            ("renovacion", "Elección de la directiva"),
                            ("ordinaria", "Asamblea ordinaria"),
                        ],
                        max_length=12,
                        verbose_name="motivo",
                    ),
                ),
                ("fecha", models.DateField(verbose_name="fecha")),
                ("hora", models.TimeField(verbose_name="hora")),
                ("lugar", models.CharField(max_length=200, verbose_name="lugar")),
                (
                    "agenda",
                    models.TextField(help_text="Un punto por línea.", max_length=2000, verbose_name="agenda"),
                ),
                (
                    "asistentes",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="asistentes"),
                ),
                ("segunda", models.BooleanField(default=False, verbose_name="en segunda convocatoria")),
                (
                    "citada_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "comite",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asambleas",
                        to="comites.comite",
                        verbose_name="comité",
                    ),
                ),
                (
                    "mandato",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="asamblea",
                        to="comites.mandato",
                        verbose_name="eligió",
                    ),
                ),
            ],
            options={
                "verbose_name": "asamblea",
                "verbose_name_plural": "asambleas",
                "ordering": ("-fecha", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="DocumentoEmitido",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "codigo",
                    models.CharField(
                        default=comites.models.documento.codigo_nuevo,
                        editable=False,
                        max_length=22,
                        unique=True,
                        verbose_name="código",
                    ),
                ),
                (
                    "clase",
                    models.CharField(
                        choices=[
                            ("acta-constitucion", "Acta de constitución"),
                            ("acta-renovacion", "Acta de renovación"),
                            ("padron", "Padrón de integrantes"),
                            ("convocatoria", "Convocatoria"),
                            ("lista-asistencia", "Lista de asistencia"),
                        ],
                        max_length=20,
                        verbose_name="clase",
                    ),
                ),
                ("anio", models.PositiveSmallIntegerField(verbose_name="año")),
                ("numero", models.PositiveIntegerField(verbose_name="número")),
                ("contenido", models.JSONField(default=dict, verbose_name="contenido")),
                ("huella", models.CharField(max_length=64, verbose_name="huella")),
                ("emitido", models.DateTimeField(default=django.utils.timezone.now, verbose_name="emitido")),
                ("anulado", models.DateTimeField(blank=True, null=True, verbose_name="anulado")),
                (
                    "motivo_anulacion",
                    models.CharField(
                        blank=True, default="", max_length=200, verbose_name="motivo de la anulación"
                    ),
                ),
                (
                    "asamblea",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documentos",
                        to="comites.asamblea",
                        verbose_name="asamblea",
                    ),
                ),
                (
                    "comite",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documentos",
                        to="comites.comite",
                        verbose_name="comité",
                    ),
                ),
                (
                    "emitido_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "mandato",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documentos",
                        to="comites.mandato",
                        verbose_name="mandato",
                    ),
                ),
                (
                    "reemplazado_por",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reemplaza_a",
                        to="comites.documentoemitido",
                        verbose_name="reemplazo",
                    ),
                ),
            ],
            options={
                "verbose_name": "documento emitido",
                "verbose_name_plural": "documentos emitidos",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="EjemplarFirmado",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False, verbose_name="versión")),
                ("creado", models.DateTimeField(auto_now_add=True, verbose_name="creado")),
                ("actualizado", models.DateTimeField(auto_now=True, verbose_name="actualizado")),
                (
                    "estado",
                    models.CharField(
                        choices=[
                            ("por-validar", "Por validar"),
                            ("validado", "Validado"),
                            ("observado", "Observado"),
                        ],
                        default="por-validar",
                        max_length=12,
                        verbose_name="estado",
                    ),
                ),
                ("revisado", models.DateTimeField(blank=True, null=True, verbose_name="revisado")),
                (
                    "observacion",
                    models.CharField(
                        blank=True, default="", max_length=400, verbose_name="qué hay que corregir"
                    ),
                ),
                (
                    "documento",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ejemplares",
                        to="comites.documentoemitido",
                    ),
                ),
                (
                    "emitido_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "revisado_por",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "subido_por",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "ejemplar firmado",
                "verbose_name_plural": "ejemplares firmados",
                "ordering": ("-pk",),
            },
        ),
        migrations.CreateModel(
            name="PaginaFirmada",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("uuid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("orden", models.PositiveSmallIntegerField(default=1, verbose_name="orden")),
                (
                    "clase",
                    models.CharField(
                        choices=[("foto", "Foto"), ("pdf", "PDF")], max_length=4, verbose_name="clase"
                    ),
                ),
                ("archivo", models.CharField(max_length=120, verbose_name="archivo")),
                ("sha256", models.CharField(max_length=64, verbose_name="huella del archivo")),
                (
                    "ejemplar",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="paginas",
                        to="comites.ejemplarfirmado",
                    ),
                ),
            ],
            options={
                "verbose_name": "página firmada",
                "verbose_name_plural": "páginas firmadas",
                "ordering": ("orden", "pk"),
            },
        ),
        migrations.AddConstraint(
            model_name="asamblea",
            constraint=models.UniqueConstraint(
                fields=("comite", "fecha", "hora"),
                name="asamblea_una_a_la_vez",
                violation_error_message="El comité ya tiene una asamblea ese día a esa hora.",
            ),
        ),
        migrations.AddConstraint(
            model_name="asamblea",
            constraint=models.CheckConstraint(
                condition=models.Q(("mandato__isnull", True), ("asistentes__isnull", False), _connector="OR"),
                name="asamblea_que_elige_tiene_asistentes",
            ),
        ),
        migrations.AddConstraint(
            model_name="documentoemitido",
            constraint=models.UniqueConstraint(
                fields=("clase", "anio", "numero"), name="documento_numero_unico"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentoemitido",
            constraint=models.CheckConstraint(
                condition=models.Q(("numero__gte", 1)), name="documento_numero_desde_uno"
            ),
        ),
        migrations.AddConstraint(
            model_name="documentoemitido",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("anulado__isnull", True),
                    models.Q(("motivo_anulacion", ""), _negated=True),
                    _connector="OR",
                ),
                name="documento_anulado_con_motivo",
            ),
        ),
        migrations.AddIndex(
            model_name="ejemplarfirmado",
            index=models.Index(
                condition=models.Q(("estado", "por-validar")),
                fields=["creado", "id"],
                name="ejemplar_por_validar_idx",
            ),
        ),
        migrations.AddConstraint(
            model_name="ejemplarfirmado",
            constraint=models.UniqueConstraint(
                condition=models.Q(("estado__in", ["por-validar", "validado"])),
                fields=("documento",),
                name="ejemplar_uno_en_pie",
                violation_error_message="Ya hay un ejemplar firmado de este documento.",
            ),
        ),
        migrations.AddConstraint(
            model_name="ejemplarfirmado",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revisado_por__isnull", True),
                    models.Q(
                        models.Q(("revisado_por", models.F("subido_por")), _negated=True),
                        models.Q(("revisado_por", models.F("emitido_por")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ejemplar_lo_revisa_otra_persona",
            ),
        ),
        migrations.AddConstraint(
            model_name="ejemplarfirmado",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("estado", "por-validar"), ("revisado_por__isnull", True)),
                    models.Q(
                        models.Q(("estado", "por-validar"), _negated=True), ("revisado_por__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="ejemplar_revisado_por_alguien",
            ),
        ),
        migrations.AddConstraint(
            model_name="paginafirmada",
            constraint=models.UniqueConstraint(fields=("ejemplar", "orden"), name="pagina_en_su_orden"),
        ),
    ]
