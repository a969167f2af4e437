"""Dockerfile, compose file and nginx agree with each other and with the settings the code reads."""

import re
from pathlib import Path

import pytest
import yaml

from app.core.settings import Settings

ROOT = Path(__file__).parent.parent.parent
KNOWN = {f"RUSHES_{name.upper()}" for name in Settings.model_fields}
INSTRUCTIONS = {"FROM", "WORKDIR", "COPY", "RUN", "ENV", "USER", "VOLUME", "EXPOSE", "HEALTHCHECK", "ENTRYPOINT", "CMD"}


def dockerfile() -> list[tuple[str, str]]:
    text = re.sub(r"\\\n", " ", (ROOT / "Dockerfile").read_text())
    lines = [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
    return [(line.split(None, 1)[0], line.split(None, 1)[1]) for line in lines]


@pytest.fixture(scope="module")
def compose():
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def test_the_image_is_built_in_stages_and_runs_as_nobody_special():
    steps = dockerfile()
    assert {name for name, _ in steps} <= INSTRUCTIONS
    stages = [value for name, value in steps if name == "FROM"]
    assert len(stages) >= 3
    last = steps[max(i for i, (name, _) in enumerate(steps) if name == "FROM") :]
    assert ("USER", "rushes") in last
    assert any(name == "HEALTHCHECK" and "/healthz" in value for name, value in last)
    assert any(name == "RUN" and "ffmpeg" in value for name, value in last)


def test_everything_copied_into_the_image_is_there():
    for name, value in dockerfile():
        if name == "COPY" and "--from" not in value:
            for source in value.split()[:-1]:
                assert (ROOT / source).exists(), source


def test_the_image_installs_what_the_lock_pins():
    runs = [value for name, value in dockerfile() if name == "RUN"]
    assert any("--require-hashes -r requirements.lock" in run for run in runs)
    assert any("npm ci --ignore-scripts" in run for run in runs)


def test_image_and_compose_name_only_settings_that_exist(compose):
    named = {n for k, v in dockerfile() if k == "ENV" for n in re.findall(r"\b(RUSHES_\w+)=", v)}
    for service in compose["services"].values():
        named |= {n for n in service.get("environment", {}) if n.startswith("RUSHES_")}
    assert named
    assert named <= KNOWN


def test_the_composed_values_are_ones_the_code_accepts(compose, tmp_path):
    environment = compose["services"]["app"]["environment"]
    values = {
        name.removeprefix("RUSHES_").lower(): re.sub(r"\$\{(\w+):[-?]([^}]*)\}", r"https://\1.example", str(value))
        for name, value in environment.items()
    }
    found = Settings(**{**values, "media": tmp_path})
    assert found.database.startswith("postgresql+psycopg://")
    assert found.embedded_worker is False
    assert found.secure


def test_app_worker_database_and_nginx_stand_together(compose):
    services = compose["services"]
    assert set(services) == {"app", "worker", "database", "nginx"}
    assert services["worker"]["command"] == ["worker"]
    assert services["app"]["command"] == ["serve"]
    for name in ("app", "worker"):
        assert services[name]["depends_on"]["database" if name == "app" else "app"]["condition"] == "service_healthy"
        assert "media:/data" in services[name]["volumes"]
    assert "media:/data:ro" in services["nginx"]["volumes"]


def test_nginx_serves_the_films_where_the_code_says(compose):
    config = (ROOT / "deploy" / "nginx.conf").read_text()
    prefix = compose["services"]["app"]["environment"]["RUSHES_ACCEL_PREFIX"]
    media = next(v for k, v in dockerfile() if k == "ENV" and "RUSHES_MEDIA" in v)
    folder = re.search(r"RUSHES_MEDIA=(\S+)", media)[1]
    block = re.search(rf"location {prefix}/ {{(.*?)}}", config, re.DOTALL)[1]
    assert "internal;" in block
    assert f"alias {folder}/;" in block
    assert "proxy_request_buffering off;" in config
    port = re.search(r"RUSHES_PORT=(\d+)", " ".join(v for _, v in dockerfile()))[1]
    assert f"server app:{port};" in config


def test_lock_files_carry_hashes_and_no_addresses():
    for path in [*ROOT.glob("requirements*.lock"), ROOT / "package-lock.json"]:
        text = path.read_text()
        assert "http://" not in text
        assert not re.search(r"https://(?!.*(funding|github|opencollective))", text) or path.suffix == ".json"
        assert "resolved" not in text
        assert "sha256:" in text or "sha512-" in text
