# The simulator alone, without root: `docker compose up`, or
# `docker run -p 127.0.0.1:8400-8454:8400-8454 -v socle:/data socle`
FROM python:3.11-slim AS build
WORKDIR /src
RUN python3 -m venv --without-pip /opt/venv && python3 -m venv /opt/tools
COPY requirements.txt ./
RUN /opt/tools/bin/pip --python /opt/venv/bin/python install --no-cache-dir --require-hashes -r requirements.txt
# What lists the components: pinned, and left behind with this stage.
COPY requirements-dev.txt ./
RUN sed -n 's/^\([A-Za-z0-9_.-]*==[^ ;]*\).*/\1/p' requirements-dev.txt > pins.txt \
    && /opt/tools/bin/pip install --no-cache-dir -c pins.txt hatchling cyclonedx-bom
COPY pyproject.toml README.md LICENSE ./
COPY simulators simulators
COPY ins ins
COPY dmp dmp
COPY mss mss
COPY psc psc
COPY fixtures fixtures
RUN /opt/tools/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir wheels . \
    && /opt/tools/bin/pip --python /opt/venv/bin/python install --no-cache-dir --no-deps wheels/*.whl \
    && /opt/tools/bin/cyclonedx-py environment /opt/venv/bin/python --pyproject pyproject.toml \
        --mc-type application --spec-version 1.6 --output-reproducible --output-file /opt/venv/sbom.cdx.json

FROM python:3.11-slim
LABEL org.opencontainers.image.title="Socle" \
      org.opencontainers.image.description="Simulateur des services socles Ségur : données fictives uniquement" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="0.1.0"
COPY --from=build /opt/venv /opt/venv
RUN mkdir /data && chown 10001:10001 /data
USER 10001:10001
# The ready file and the keys lie in /data; nothing else is written but temporary files.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    HOME=/tmp \
    SOCLE_DATA=/data \
    SOCLE_HOST=0.0.0.0 \
    XDG_DATA_HOME=/data
VOLUME /data
EXPOSE 8400 8441 8442 8443 8444 8451 8452 8454 8143 8144 8587 8588
HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ["python", "-m", "simulators.health"]
ENTRYPOINT ["socle"]
CMD ["serve"]
