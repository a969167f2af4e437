"""Photos from phones: taken in as plain pixels. ``take_in`` is the only way a picture of a person comes into the house.

What the file says beside its pixels (place, device, time, comments, thumbnails) is not kept. The result is an upright
JPEG in sRGB of a size for screens.
"""

import io
import warnings
from dataclasses import dataclass
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from app.core.errors import Invalid, TooLarge
from app.core.text import say

FORMATS = ("JPEG", "PNG", "WEBP", "HEIF")
ACCEPTED = ".jpg,.jpeg,.png,.webp,.heic,.heif,image/*"
"""What a file field offers to choose from."""
MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 80_000_000
LONGEST = 2048
QUALITY = 84

Image.init()
pillow_heif.register_heif_opener()


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it was written: its width and height in pixels, and its bytes."""

    width: int
    height: int
    bytes: int


def take_in(source: Path, target: Path, *, longest: int = LONGEST) -> Picture:
    """Read a JPEG, PNG, WebP or HEIC file and write its pixels, upright, to ``target`` as JPEG.

    Raises Invalid for what is no picture, TooLarge for more bytes or pixels than a phone's camera makes.
    """
    if source.stat().st_size > MOST_BYTES:
        raise TooLarge(say("A picture may have %(n)s MB.", n=MOST_BYTES // 1024**2), field="picture")
    try:
        with warnings.catch_warnings(), Image.open(source, formats=FORMATS) as opened:
            warnings.simplefilter("ignore")  # its own warning comes before our limit, its error after it
            opened.draft("RGB", (longest, longest))  # JPEG is read at half, a quarter or an eighth of its size
            if opened.width * opened.height > MOST_PIXELS:
                raise TooLarge(say("This picture has too many pixels. Send it in a smaller size."), field="picture")
            upright = ImageOps.exif_transpose(opened)
            upright.thumbnail((longest, longest), Image.Resampling.LANCZOS)
            plain = _plain(upright)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, ValueError, SyntaxError, EOFError) as error:
        sentence = say("This is no picture that can be read here. Send a JPEG, PNG or HEIC file.")
        raise Invalid(sentence, field="picture") from error
    plain.save(target, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Picture(plain.width, plain.height, target.stat().st_size)


def smaller(content: bytes, longest: int) -> bytes:
    """Give a JPEG of ours with no side longer than so many pixels; the same bytes when it is."""
    with Image.open(io.BytesIO(content), formats=("JPEG",)) as opened:
        if max(opened.size) <= longest:
            return content
        opened.draft("RGB", (longest, longest))
        opened.thumbnail((longest, longest), Image.Resampling.LANCZOS)
        out = io.BytesIO()
        opened.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _plain(image: Image.Image) -> Image.Image:
    """Give new pixels in sRGB on white; nothing else of the file comes along."""
    profile = image.info.get("icc_profile")
    coloured = image.convert("RGBA") if image.mode in {"P", "LA", "PA"} or "transparency" in image.info else image
    if coloured.mode == "RGBA":
        paper = Image.new("RGB", coloured.size, "white")
        paper.paste(coloured, mask=coloured.getchannel("A"))
        coloured = paper
    if profile and coloured.mode in {"RGB", "CMYK"}:
        try:
            here = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            there = ImageCms.createProfile("sRGB")
            coloured = ImageCms.profileToProfile(coloured, here, there, outputMode="RGB") or coloured
        except ImageCms.PyCMSError:
            pass  # a broken profile: the pixels as they are
    pixels = coloured.convert("RGB")
    pixels.info.clear()
    return pixels
