# Espacio Seguro. «make run» serves it; «make test» and «make check» need nothing but these files either.
PYTHON ?= python3
PUERTO ?= 8000
EJEMPLO ?= si
PY := .venv/bin/python
UV := .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate

# Every screen at 1, 100 and 1 000 times the programme, on SQLite or beside the PostgreSQL of DATABASE_URL.
# ESCALAS="1 100", PAGINAS="lista" (a regular expression), CONSERVAR=si keeps the database for the next run.
ESCALAS ?= 1 100 1000
PAGINAS ?=
CONSERVAR ?=
medir: entorno
	$(PY) -m medicion.medir --escalas $(ESCALAS) --paginas "$(PAGINAS)" $(if $(CONSERVAR),--conservar)

# What the leader's phone asks: receiving an activity, first visit, no signal, many at once, the server killed.
# PARTES="visitas|muchos" chooses; needs Chromium for the visits.
PARTES ?=
medir-telefono: entorno
	$(PY) -m medicion.telefono.medir --partes "$(PARTES)" $(if $(CONSERVAR),--conservar)

.PHONY: run test test-rapido check format locks entorno capturas medir medir-telefono
.SILENT:

run:
	command -v $(PYTHON) >/dev/null || { echo "No hay $(PYTHON): instale Python 3.11 o posterior y repita."; exit 1; }
	exec $(PYTHON) herramientas/arrancar.py --puerto "$(PUERTO)" --ejemplo "$(EJEMPLO)"

entorno:
	command -v $(PYTHON) >/dev/null || { echo "No hay $(PYTHON): instale Python 3.11 o posterior y repita."; exit 1; }
	$(PYTHON) herramientas/arrancar.py --solo-entorno --desarrollo

# The whole suite on SQLite, then on PostgreSQL, then in a browser where Chromium exists.
test: entorno
	$(PY) herramientas/probar.py

# While working: SQLite only, without the heaviest families (the marker `lenta`) and without the browser.
test-rapido: entorno
	$(PY) herramientas/probar.py --rapido

check: entorno
	$(PY) herramientas/revisar.py

format: entorno
	.venv/bin/ruff check --quiet --fix .
	.venv/bin/ruff format --quiet .

# The pictures of docs/img, from a fresh installation with the sample programme.
capturas: entorno
	$(PY) -m herramientas.capturas

# After a change in pyproject.toml or package.json.
locks: entorno
	$(UV) pyproject.toml -o requirements.txt
	$(UV) pyproject.toml --group dev -o requirements-dev.txt
	npm install --package-lock-only
