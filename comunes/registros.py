"""JSON log lines with the id of the request that caused them, and no personal data."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

peticion_actual: ContextVar[str] = ContextVar("peticion_actual", default="-")


class FormatoJson(logging.Formatter):
    """One JSON object a line: moment (UTC), level, logger, request id, message, exception type.

    Exception messages and local values are left out on purpose: they may quote what people typed.
    """

    def format(self, record: logging.LogRecord) -> str:
        linea = {
            "momento": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "nivel": record.levelname,
            "origen": record.name,
            "peticion": peticion_actual.get(),
            "mensaje": str(record.msg) if record.args else record.getMessage(),
        }
        if record.exc_info and record.exc_info[0]:
            linea["excepcion"] = record.exc_info[0].__name__
            linea["lugar"] = _lugar(record)
        return json.dumps(linea, ensure_ascii=False)


def _lugar(record: logging.LogRecord) -> str:
    traza = record.exc_info[2] if record.exc_info else None
    while traza and traza.tb_next:
        traza = traza.tb_next
    return f"{traza.tb_frame.f_code.co_filename}:{traza.tb_lineno}" if traza else ""
