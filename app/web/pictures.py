"""A picture that came with a form, kept in the storage as pixels alone: for storyboards, locations and receipts."""

from dataclasses import dataclass

from starlette.datastructures import FormData

from app.core import ids
from app.documents import pictures
from app.storage import Storage
from app.web.posted_files import laid_down

MULTIPART = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "required": ["picture"],
                    "properties": {"picture": {"type": "string", "format": "binary"}},
                }
            }
        },
    }
}
"""How the API describes a form with one picture."""

FRAME = 1280
"""The longest side of a storyboard's frame, in pixels."""


@dataclass(frozen=True, slots=True)
class Kept:
    """Where a picture lies, and its width and height in pixels."""

    key: str
    width: int
    height: int


def keep_picture(form: FormData, storage: Storage, folder: str, *, longest: int = pictures.LONGEST) -> Kept:
    """Take the form's picture in and keep it below a folder, no side longer than so many pixels.

    Takes up to seconds, so hold no session. Raises Invalid for no file and for no picture, TooLarge.
    """
    with laid_down(form, "picture", storage) as laid:
        plain = laid.path.with_suffix(".jpg")
        try:
            found = pictures.take_in(laid.path, plain, longest=longest)
            key = f"{folder}/{ids.short()}/picture.jpg"
            storage.put(key, plain)
        finally:
            plain.unlink(missing_ok=True)
    return Kept(key, found.width, found.height)
