# Rushes: browser code is built in one stage, Python packages in another, and the last one holds only what runs.
FROM node:22-bookworm-slim AS browser
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY app/__init__.py app/
COPY app/core app/core
COPY app/documents app/documents
COPY app/web app/web
COPY app/static app/static

FROM python:3.11-slim-bookworm AS packages
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.lock ./
RUN /opt/venv/bin/pip install --require-hashes -r requirements.lock

FROM packages AS assets
COPY --from=browser /usr/local/bin/node /usr/local/bin/node
COPY --from=browser /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
WORKDIR /src
COPY --from=browser /src ./
RUN /opt/venv/bin/python -m app.web.assets

FROM python:3.11-slim-bookworm
RUN apt-get update \
 && apt-get install -y --no-install-recommends ffmpeg postgresql-client fonts-nanum tini curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --create-home --uid 10001 rushes \
 && install -d -o rushes -g rushes /data
WORKDIR /srv/rushes
COPY --from=packages /opt/venv /opt/venv
COPY alembic alembic
COPY app app
COPY --from=assets /src/app/static/vendor app/static/vendor
COPY --from=assets /src/app/documents/fonts app/documents/fonts
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    RUSHES_MEDIA=/data \
    RUSHES_HOST=0.0.0.0 \
    RUSHES_PORT=8000 \
    RUSHES_LOG_FORMAT=json
USER rushes
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=4s --start-period=20s \
  CMD ["curl", "--fail", "--silent", "--show-error", "http://127.0.0.1:8000/healthz"]
ENTRYPOINT ["tini", "--", "python", "-m", "app.cli"]
CMD ["serve"]
