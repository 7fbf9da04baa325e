# The simulator alone, without root: `docker run -p 8400-8454:8400-8454 -v socle:/data socle`
FROM python:3.11-slim AS build
WORKDIR /src
RUN python3 -m venv /opt/venv
COPY requirements.txt ./
RUN /opt/venv/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY simulators simulators
COPY ins ins
COPY dmp dmp
COPY mss mss
COPY psc psc
COPY fixtures fixtures
RUN /opt/venv/bin/pip install --no-cache-dir --no-deps .

FROM python:3.11-slim
COPY --from=build /opt/venv /opt/venv
RUN mkdir /data && chown 10001:10001 /data
USER 10001:10001
ENV PATH=/opt/venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1
VOLUME /data
EXPOSE 8400 8441 8442 8444 8451 8454 8587 8143 8588 8144
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s \
    CMD ["python3", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8400/pki/ca.pem', timeout=2)"]
ENTRYPOINT ["socle"]
CMD ["serve", "--host", "0.0.0.0", "--data", "/data"]
