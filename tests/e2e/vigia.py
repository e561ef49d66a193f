"""Listens to a page: what the console calls an error, uncaught exceptions, files that do not arrive."""

from playwright.sync_api import ConsoleMessage, Page, Response

# Answers to a whole page that a person may rightly get; the console calls them errors too.
RESPUESTAS_CON_PAGINA = {403, 404, 409, 422, 429}
# The same for a form that its own screen sends: something to correct, or to decide.
RESPUESTAS_A_UN_ENVIO = {409, 422}


class Vigia:
    """`errores` must stay empty. Playwright keeps it alive through the page's listeners."""

    def __init__(self, page: Page) -> None:
        self.errores: list[str] = []
        self._en_pausa = False
        self._documentos: set[str] = set()
        page.on("response", self._respuesta)
        page.on("console", self._consola)
        page.on("pageerror", lambda error: self._anotar(f"excepción: {error}"))
        page.vigia = self  # type: ignore[attr-defined]

    def pausar(self, en_pausa: bool) -> None:
        """Ignore what a checking tool of ours provokes by itself."""
        self._en_pausa = en_pausa

    def _anotar(self, texto: str) -> None:
        if not self._en_pausa:
            self.errores.append(texto)

    def _respuesta(self, respuesta: Response) -> None:
        pedido = respuesta.request
        esperadas = RESPUESTAS_CON_PAGINA if pedido.is_navigation_request() else RESPUESTAS_A_UN_ENVIO
        if respuesta.status in esperadas and (pedido.is_navigation_request() or pedido.method == "POST"):
            self._documentos.add(respuesta.url)

    def _consola(self, mensaje: ConsoleMessage) -> None:
        if mensaje.type != "error":
            return
        de_la_pagina = mensaje.text.startswith("Failed to load resource")
        if de_la_pagina and mensaje.location.get("url") in self._documentos:
            return
        self._anotar(f"consola: {mensaje.text} ({mensaje.location.get('url')})")
