"""Printing: what is loaded beforehand."""

import subprocess
import sys

from app.core.text import LANGUAGES


def test_a_server_loads_before_the_first_printout_what_every_printout_needs():
    told = (
        "from app.main import warm; from app.core.text import catalogue; from app.documents import pdf; warm();"
        "from babel import localedata;"
        "print(catalogue.cache_info().currsize, pdf._fonts.cache_info().currsize == pdf.ready(),"
        "sorted({'en', 'ko'} & set(localedata._cache)))"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, check=True, text=True)
    assert done.stdout.split(maxsplit=2) == [str(len(LANGUAGES)), "True", "['en', 'ko']\n"]
