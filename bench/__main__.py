"""Run every benchmark, or the ones named: ``python -m bench pages video``."""

import importlib
import sys
from pathlib import Path

NAMES = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_"))

for name in sys.argv[1:] or NAMES:
    print(f"\n== {name}")
    importlib.import_module(f"bench.{name}").main()
