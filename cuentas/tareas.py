"""Background work of accounts: e-mails with a link to set a password, and notices about security."""

from urllib.parse import urljoin

from allauth.account.utils import user_pk_to_url_str
from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django_tasks import task

from cuentas.correo import enviar
from cuentas.models import Usuario


@task()
def enviar_enlace_de_contrasena(usuario_id: int, plantilla: str, raiz: str) -> None:
    """Send the link to whoever bears `usuario_id`; 0 stands for nobody and does nothing.

    `raiz` is the address of this service («https://…/»).
    """
    usuario = Usuario.objects.filter(pk=usuario_id, is_active=True).exclude(email="").first()
    if usuario is None:
        return
    ruta = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(usuario), "key": default_token_generator.make_token(usuario)},
    )
    enviar(plantilla, usuario, {"enlace": urljoin(raiz, ruta), "raiz": raiz})


@task()
def enviar_aviso(usuario_id: int, email: str, que: str) -> None:
    """Tell the owner at `email` what changed (`que`, a sentence without the full stop)."""
    usuario = Usuario.objects.filter(pk=usuario_id).first()
    if usuario is not None:
        usuario.email = email
        enviar("cuentas/correo/aviso-de-seguridad.txt", usuario, {"que": que})
