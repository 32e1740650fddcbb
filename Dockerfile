# digitrec as a container: the app, or with another command a Dask scheduler or worker (compose.yaml).
#
#     docker build -t digitrec .
#     docker run -p 8501:8501 digitrec

FROM python:3.12-slim AS packages
COPY requirements.txt requirements-dask.txt ./
# Without the packages' own tests, which are 120 MB.
RUN python -m venv /opt/venv \
    && /opt/venv/bin/pip install --no-cache-dir -r requirements.txt -r requirements-dask.txt \
    && find /opt/venv -type d -name tests -prune -exec rm -rf {} +

FROM python:3.12-slim
# What is fetched, and the rooms of a server without PostgreSQL, are kept in /data.
RUN useradd --uid 1000 --create-home digitrec && install -d -o digitrec -g digitrec /data
COPY --from=packages /opt/venv /opt/venv
WORKDIR /app
COPY .streamlit/config.toml .streamlit/config.toml
COPY pages pages
COPY models models
COPY digitrec digitrec
COPY app.py ./
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    DIGITREC_DATA=/data \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_SERVER_SCRIPT_HEALTH_CHECK_ENABLED=true
RUN python -m compileall -q app.py pages digitrec
USER digitrec
VOLUME /data
EXPOSE 8501
# A server is ready once a page was run without an error: then all is imported, and its first visitor
# waits no longer than others. Asked again, that takes 20 ms of a processor.
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s --start-interval=1s CMD ["python", "-c", "\
import os, urllib.request as web; \
path = os.environ.get('STREAMLIT_SERVER_BASE_URL_PATH', '').strip('/'); \
web.urlopen('/'.join(filter(None, ['http://127.0.0.1:8501', path, '_stcore/script-health-check'])), timeout=9)"]
CMD ["python", "-m", "streamlit", "run", "app.py"]
