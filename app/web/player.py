"""The film player's elements (media-chrome): one browser module, and the hashes that let their styles past the policy.

Both are made when the browser files are built (``web.assets``). The elements write ``<style>`` blocks into themselves;
pages that play a film allow exactly these blocks, by hash, and nothing else.
"""

import json
import subprocess
from base64 import b64encode
from hashlib import sha256
from pathlib import Path

MODULE = "player.mjs"
STYLES = "player.styles.json"
PACKAGE = "media-chrome"
ELEMENTS = (
    "media-controller",
    "media-control-bar",
    "media-play-button",
    "media-mute-button",
    "media-volume-range",
    "media-time-range",
    "media-time-display",
    "media-playback-rate-button",
    "media-captions-button",
    "media-fullscreen-button",
    "media-loading-indicator",
)
WITHIN = ("media-preview-thumbnail", "media-preview-time-display", "media-preview-chapter-display", "media-tooltip")
"""Elements that the others bring along."""

_ENTRY = """
import {{ addTranslation, setLanguage }} from "{package}/dist/utils/i18n.js";
export async function define(language, words) {{
  addTranslation(language, words);
  setLanguage(language);
  await Promise.all([{imports}]);
}}
"""
"""The words come first: some elements read theirs when they are defined."""

_STYLES = """
const found = new Set();
for (const name of {names}) {{
  const {{ default: Element }} = await import(`{package}/dist/${{name}}.js`);
  const html = Element.getTemplateHTML?.({{}}, {{}}) ?? "";
  for (const [, css] of html.matchAll(/<style>([^]*?)<\\/style>/g)) found.add(css);
}}
console.log(JSON.stringify([...found]));
"""


def make(root: Path, folder: Path, node: str) -> list[str]:
    """Build the module and the list of hashes into the folder; returns their names.

    ``root`` holds ``node_modules``. Raises CalledProcessError when a tool fails.
    """
    imports = ", ".join(f'import("{PACKAGE}/dist/{name}.js")' for name in ELEMENTS)
    entry = _ENTRY.format(package=PACKAGE, imports=imports)
    esbuild = next((root / "node_modules" / "@esbuild").glob("*/bin/esbuild"))
    options = ["--bundle", "--minify", "--format=esm", "--target=es2021", "--log-level=warning", "--legal-comments=eof"]
    subprocess.run([esbuild, *options, f"--outfile={folder / MODULE}"], cwd=root, input=entry, text=True, check=True)
    asked = _STYLES.format(package=PACKAGE, names=json.dumps([*ELEMENTS, *WITHIN]))
    told = subprocess.run(
        [node, "--input-type=module"], cwd=root, input=asked, text=True, check=True, capture_output=True
    )
    hashes = sorted(_hash(css) for css in json.loads(told.stdout))
    (folder / STYLES).write_text(json.dumps(hashes, indent=1))
    return [MODULE, STYLES]


def _hash(css: str) -> str:
    return f"'sha256-{b64encode(sha256(css.encode()).digest()).decode()}'"
