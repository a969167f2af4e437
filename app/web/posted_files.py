"""A file that came with a form, laid on the storage's own disk so that keeping it is one rename."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from starlette.datastructures import FormData, UploadFile

from app.core import ids
from app.core.errors import Invalid
from app.core.inputs import clean_line
from app.core.text import say
from app.storage import Storage


@dataclass(frozen=True, slots=True)
class Laid:
    """Where the file lies until the block ends, what it was called (without folders), its bytes."""

    path: Path
    name: str
    bytes: int


@contextmanager
def laid_down(form: FormData, field: str, storage: Storage) -> Iterator[Laid]:
    """Lay down the file of a field; what nobody has moved away by the end is removed.

    Raises Invalid when no file was chosen. For documents; films come through the uploads, which resume.
    """
    upload = form.get(field)
    if not isinstance(upload, UploadFile) or not upload.filename:
        raise Invalid(say("Choose a file."), field=field)
    storage.work.mkdir(parents=True, exist_ok=True)
    path = storage.work / ids.short()
    try:
        with path.open("wb") as out:
            shutil.copyfileobj(upload.file, out)
        name = str(clean_line(upload.filename)).replace("\\", "/").rsplit("/", 1)[-1]
        yield Laid(path, name[-255:], path.stat().st_size)
    finally:
        path.unlink(missing_ok=True)
