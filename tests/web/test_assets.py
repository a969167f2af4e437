"""Browser files: addresses carry what is in them, are kept for ever, and nothing third-party is committed."""

import json
import re
import subprocess
from hashlib import sha256
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from app.core.settings import Settings
from app.main import create_app
from app.web import assets, player
from tests import servers, worlds

ROOT = assets.ROOT
OWN = ("js", "css")


@pytest.fixture
def site(db, tmp_path):
    worlds.build(db)
    return create_app(Settings(media=tmp_path, embedded_worker=False, secret_key="assets"), db)


def committed() -> list[Path]:
    """List the files of the repository."""
    names = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in names.splitlines()]


def test_an_address_carries_the_hash_of_the_file():
    path = "css/rushes.css"
    digest = sha256((assets.STATIC / path).read_bytes()).hexdigest()
    address = assets.address(path)
    assert re.fullmatch(r"/static/css/rushes\.css\?v=[0-9a-f]{10}", address)
    assert digest.startswith(address.rpartition("=")[2])


def test_what_has_a_hash_is_kept_for_ever(site):
    with TestClient(site) as client:
        page = client.get("/sign-in").text
        found = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        assert found
        for address in found:
            assert re.search(r"\?v=[0-9a-f]{10}$", address), address
            answer = client.get(address)
            assert answer.status_code == 200
            assert "immutable" in answer.headers["cache-control"]
            assert "max-age=31536000" in answer.headers["cache-control"]
        bare = client.get("/static/css/rushes.css")
        assert "immutable" not in bare.headers.get("cache-control", "")


def test_nothing_of_others_is_committed():
    files = committed()
    assert not [f for f in files if {"vendor", "fonts", "node_modules"} & set(f.relative_to(ROOT).parts)]
    assert not [f for f in files if f.suffix in {".woff", ".woff2", ".ttf", ".otf", ".map"} or ".min." in f.name]
    scripts = [f for f in files if f.suffix in {".js", ".mjs", ".css"} and f.exists()]
    assert scripts
    for script in scripts:
        assert script.is_relative_to(assets.STATIC), script
        assert script.relative_to(assets.STATIC).parts[0] in OWN, script
        lines = script.read_text().splitlines()
        assert max(map(len, lines)) < 2000, f"{script} looks built"


def test_pages_name_no_other_host():
    sources = [f for f in committed() if f.is_relative_to(ROOT / "app") and f.suffix in {".html", ".css", ".js"}]
    named = re.compile(r"""(?:src|href)="https?://|url\(["']?https?://|import\s+["']https?://|from\s+["']https?://""")
    assert [f.name for f in sources if f.exists() and named.search(f.read_text())] == []


@pytest.mark.parametrize(("folder", "files"), [(assets.VENDOR, assets.FILES), (assets.FONTS, assets.PRINTING)])
def test_what_is_fetched_is_what_was_locked(folder, files):
    manifest = folder / assets.MANIFEST
    if not manifest.exists():
        servers.missing("the browser files and fonts are not built: make run")
    found = json.loads(manifest.read_text())
    assert set(files.values()) < set(found), "with their licences"
    for name, digest in found.items():
        assert sha256((folder / name).read_bytes()).hexdigest() == digest, name


def test_the_player_comes_with_the_hashes_of_its_styles():
    found = json.loads(manifest.read_text()) if (manifest := assets.VENDOR / assets.MANIFEST).exists() else {}
    if player.MODULE not in found:
        servers.missing("the player is not built: python -m app.web.assets")
    for name in (player.MODULE, player.STYLES):
        assert sha256((assets.VENDOR / name).read_bytes()).hexdigest() == found[name]
    assert all(re.fullmatch(r"'sha256-[A-Za-z0-9+/]{43}='", one) for one in assets.film_styles())
    assert len(assets.film_styles()) > 5
