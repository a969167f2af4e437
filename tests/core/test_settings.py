"""Settings: wrong values are refused at start in a sentence; the README's table is complete."""

import re
from pathlib import Path

import pytest

from app.core.settings import Settings, SettingsError, load_settings

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(autouse=True)
def clean(monkeypatch):
    import os

    for name in list(os.environ):
        if name.startswith("RUSHES_") and not name.startswith("RUSHES_TEST"):
            monkeypatch.delenv(name)


def test_environment_wins_over_the_file(monkeypatch, tmp_path):
    file = tmp_path / "rushes.env"
    file.write_text("RUSHES_PORT=9001\nRUSHES_HOST=0.0.0.0\n")
    monkeypatch.setenv("RUSHES_PORT", "9002")
    found = load_settings(file)
    assert (found.port, found.host) == (9002, "0.0.0.0")


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("RUSHES_PORT", "eighty", "RUSHES_PORT"),
        ("RUSHES_STORAGE", "ftp", "RUSHES_STORAGE"),
        ("RUSHES_STORAGE", "s3", "RUSHES_STORAGE=s3 needs RUSHES_S3_BUCKET"),
        ("RUSHES_BASE_URL", "rushes.example", "must begin with http"),
        ("RUSHES_PROT", "80", "no setting called RUSHES_PROT"),
    ],
)
def test_a_wrong_value_is_refused_by_name(monkeypatch, tmp_path, name, value, sentence):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError, match=re.escape(sentence)):
        load_settings(tmp_path / "none.env")


def test_a_wrong_name_in_the_file_is_refused(tmp_path):
    file = tmp_path / "rushes.env"
    file.write_text("RUSHES_PROT=9001\n")
    with pytest.raises(SettingsError, match=r"(?i)rushes_prot"):
        load_settings(file)


def test_the_signing_key_is_kept_and_private(tmp_path):
    first, again = Settings(media=tmp_path), Settings(media=tmp_path)
    assert first.key == again.key
    assert len(first.key) >= 32
    assert (tmp_path / ".key").stat().st_mode & 0o077 == 0


def test_the_readme_lists_every_setting():
    table = set(re.findall(r"^\| `(RUSHES_\w+)`", (ROOT / "README.md").read_text(), re.MULTILINE))
    assert table == {f"RUSHES_{name.upper()}" for name in Settings.model_fields}
