# Workset in a container: SQLite in the volume /data, unless DATABASE_URL names a PostgreSQL.
#   docker build -t workset .
#   docker run -p 8000:8000 -v workset:/data -e SECRET_KEY=... workset

FROM python:3.12-slim AS packages
COPY requirements.txt .
RUN python -m venv /venv && /venv/bin/pip install --no-cache-dir --disable-pip-version-check -r requirements.txt

FROM python:3.12-slim
ENV PATH=/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/workset.sqlite3 COUNTERS_URL=sqlite:////data/counters.sqlite3 PORT=8000
RUN useradd --system --user-group --uid 1000 --no-create-home workset \
    && install --directory --owner=workset --group=workset --mode=700 /data
WORKDIR /app
COPY --from=packages /venv /venv
COPY manage.py ./
COPY workset ./workset
COPY accounts ./accounts
COPY exercises ./exercises
COPY workouts ./workouts
COPY reports ./reports
COPY templates ./templates
COPY static ./static
# The key is for this one command: a container gets its own by the environment, and none is in the image.
RUN SECRET_KEY=$(python -c 'import secrets; print(secrets.token_urlsafe(64))') python manage.py collectstatic --no-input --verbosity 0
USER workset
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen('http://127.0.0.1:' + os.environ['PORT'] + '/health', timeout=4)"]
# Migrates, loads the catalogue and becomes gunicorn, so that the container's signals reach it.
CMD ["python", "manage.py", "serve"]
