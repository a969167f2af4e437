"""Pictures come in as pixels alone: upright, no place, no device, whatever phones and people send."""

import io

import pillow_heif
import pytest
from PIL import Image, ImageDraw

from app.core.errors import Invalid, TooLarge
from app.documents import pictures

SECRET = b"37.5665-126.9780"


def photo(size=(400, 300)):
    """A picture with a red corner at the top left, so that one sees which way up it is."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 4), fill=(220, 20, 20))
    return image


def with_place(image, orientation=1):
    exif = image.getexif()
    exif[0x0112] = orientation
    exif[0x010F] = "SecretPhone"
    exif[0x9286] = SECRET.decode()
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (37.0, 33.0, 59.0), "E", (126.0, 58.0, 40.0)
    return exif.tobytes()


def taken_in(tmp_path, written):
    source, target = tmp_path / "source", tmp_path / "target.jpg"
    source.write_bytes(written)
    found = pictures.take_in(source, target)
    return found, Image.open(target), target.read_bytes()


def written(image, kind, **options):
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


TURNED = {1: None, 3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}


@pytest.mark.parametrize("orientation", TURNED)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIF"])
def test_a_phone_s_photo_is_upright_and_says_nothing_of_its_place(tmp_path, kind, orientation):
    lying = photo().transpose(TURNED[orientation]) if TURNED[orientation] else photo()
    options = {"exif": with_place(lying, orientation)}
    if kind == "HEIF":
        pillow_heif.register_heif_opener()
        lying, options = photo(), {"exif": with_place(photo(), 1)}  # HEIC files carry their turn beside Exif
    sent = written(lying, kind, **options)
    assert b"SecretPhone" in sent or kind != "JPEG"
    found, image, raw = taken_in(tmp_path, sent)
    assert (found.width, found.height) == image.size == (400, 300)
    red, green, blue = image.getpixel((20, 20))
    assert red > 180
    assert max(green, blue) < 90
    assert not image.getexif()
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(image.info)
    assert b"SecretPhone" not in raw
    assert SECRET not in raw


def test_large_pictures_become_a_screen_s_size_and_small_ones_stay(tmp_path):
    found, _, _ = taken_in(tmp_path, written(photo((6000, 4000)), "JPEG"))
    assert (found.width, found.height) == (2048, 1365)
    found, _, _ = taken_in(tmp_path, written(photo((64, 48)), "PNG"))
    assert (found.width, found.height) == (64, 48)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_every_kind_of_pixels_comes_out_as_colours(tmp_path, mode):
    kind = "JPEG" if mode == "CMYK" else "PNG"
    image = photo().convert("L").convert("I;16") if mode == "I;16" else photo().convert(mode)
    _, shown, _ = taken_in(tmp_path, written(image, kind))
    assert shown.mode == "RGB"


def test_what_is_clear_stands_on_white(tmp_path):
    _, image, _ = taken_in(tmp_path, written(Image.new("RGBA", (40, 40), (0, 0, 0, 0)), "PNG"))
    assert image.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a\x01\x00\x01\x00",
        b"%PDF-1.7",
        written(photo(), "JPEG")[:300],
        written(photo(), "PNG")[:80],
        written(photo(), "TIFF"),
        written(photo(), "GIF"),
        b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64,
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(tmp_path, sent):
    with pytest.raises(Invalid, match="no picture"):
        taken_in(tmp_path, sent)


def test_too_many_bytes_or_pixels_are_refused(tmp_path, monkeypatch):
    with pytest.raises(TooLarge):
        taken_in(tmp_path, written(Image.new("L", (10_000, 9_000)), "PNG"))
    monkeypatch.setattr(pictures, "MOST_BYTES", 10)
    with pytest.raises(TooLarge):
        taken_in(tmp_path, written(photo(), "JPEG"))
