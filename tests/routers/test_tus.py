"""tus 1.0: every MUST by name, and the errors of QUALITY: who, where, how much, in which order."""

import base64
import hashlib

import pytest
from sqlmodel import select

from app.core.settings import Settings
from app.footage.models import Clip, Take, Upload
from app.jobs.rules import WorkState
from app.main import create_app
from tests import worlds

TUS = {"Tus-Resumable": "1.0.0"}
PIECE = {**TUS, "Content-Type": "application/offset+octet-stream"}


def described(**values: object) -> str:
    return ",".join(f"{k} {base64.b64encode(str(v).encode()).decode()}" for k, v in values.items())


@pytest.fixture
def phone(browse, world):
    """A director's phone."""
    return browse(world.kim)


@pytest.fixture
def start(phone, world):
    """Start an upload; gives its address."""

    def begin(length: int, **values: object) -> str:
        names = described(team=world.team_id, filename="IMG 1 한글.mov", **values)
        answer = phone.post("/uploads", headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": names})
        assert answer.status_code == 201, answer.text
        return answer.headers["location"]

    return begin


def send(phone, address: str, offset: int, data: bytes, **headers: str):
    return phone.patch(address, content=data, headers={**PIECE, "Upload-Offset": str(offset), **headers})


def test_options_tell_version_extensions_and_size(phone):
    answer = phone.options("/uploads")
    assert answer.status_code == 204
    assert answer.headers["tus-version"] == "1.0.0"
    assert set(answer.headers["tus-extension"].split(",")) == {
        "creation",
        "creation-with-upload",
        "checksum",
        "termination",
        "expiration",
    }
    assert int(answer.headers["tus-max-size"]) > 0


def test_an_upload_in_pieces_becomes_a_take_with_a_job(phone, start, lite, app, world):
    data = bytes(range(256)) * 5000
    address = start(len(data))
    assert send(phone, address, 0, data[:700_000]).headers["upload-offset"] == "700000"
    answer = phone.head(address, headers=TUS)
    assert (answer.headers["upload-offset"], answer.headers["upload-length"]) == ("700000", str(len(data)))
    assert answer.headers["cache-control"] == "no-store"
    assert "upload-expires" in answer.headers
    assert send(phone, address, 700_000, data[700_000:]).headers["upload-offset"] == str(len(data))
    with lite.reading() as session:
        take, clip = session.exec(select(Take, Clip).join(Clip, Clip.id == Take.clip_id)).one()
    assert (take.team_id, take.number, clip.file_name) == (world.team_id, 1, "IMG 1 한글.mov")
    assert clip.state is WorkState.QUEUED
    kept = app.state.storage.work / "uploads" / address.rpartition("/")[2]
    assert kept.read_bytes() == data


def test_creation_with_upload_takes_the_first_bytes(phone, world, lite):
    names = described(team=world.team_id, filename="a.mp4")
    answer = phone.post(
        "/uploads", content=b"12345", headers={**PIECE, "Upload-Length": "10", "Upload-Metadata": names}
    )
    assert (answer.status_code, answer.headers["upload-offset"]) == (201, "5")
    assert answer.headers["location"].startswith("/uploads/")
    with lite.reading() as session:
        assert session.exec(select(Upload.offset)).one() == 5


def test_another_version_is_412_and_says_which(phone, start):
    address = start(10)
    for ask in (
        lambda: phone.post("/uploads", headers={"Upload-Length": "1"}),
        lambda: phone.head(address, headers={"Tus-Resumable": "0.2.2"}),
        lambda: phone.patch(address, content=b"x", headers={**PIECE, "Tus-Resumable": "2", "Upload-Offset": "0"}),
        lambda: phone.delete(address),
    ):
        answer = ask()
        assert answer.status_code == 412
        assert answer.headers["tus-version"] == "1.0.0"


def test_a_wrong_offset_is_409_and_writes_nothing(phone, start):
    address = start(10)
    assert send(phone, address, 0, b"12345").status_code == 204
    assert send(phone, address, 3, b"xx").status_code == 409
    assert send(phone, address, 7, b"xx").status_code == 409
    assert phone.head(address, headers=TUS).headers["upload-offset"] == "5"


def test_another_kind_of_body_is_415_and_writes_nothing(phone, start):
    address = start(10)
    answer = phone.patch(address, content=b"12", headers={**TUS, "Upload-Offset": "0", "Content-Type": "text/plain"})
    assert answer.status_code == 415
    assert phone.head(address, headers=TUS).headers["upload-offset"] == "0"


def test_more_than_was_said_is_413(phone, start):
    address = start(4)
    assert send(phone, address, 0, b"12345").status_code == 413

    def endless():
        yield b"123"
        yield b"45"

    assert phone.patch(address, content=endless(), headers={**PIECE, "Upload-Offset": "0"}).status_code == 413
    assert phone.head(address, headers=TUS).headers["upload-offset"] == "0"


@pytest.mark.parametrize("name", ["sha1", "sha256", "md5"])
def test_a_wrong_checksum_is_460_and_keeps_the_offset(phone, start, name):
    address = start(10)
    good = base64.b64encode(hashlib.new(name, b"12345").digest()).decode()
    assert send(phone, address, 0, b"54321", **{"Upload-Checksum": f"{name} {good}"}).status_code == 460
    assert phone.head(address, headers=TUS).headers["upload-offset"] == "0"
    assert send(phone, address, 0, b"12345", **{"Upload-Checksum": f"{name} {good}"}).status_code == 204
    assert send(phone, address, 5, b"1", **{"Upload-Checksum": "crc32 AAAA"}).status_code == 400


def test_termination_frees_the_room(phone, start, app):
    address = start(10)
    send(phone, address, 0, b"12345")
    assert phone.delete(address, headers=TUS).status_code == 204
    assert phone.head(address, headers=TUS).status_code == 404
    assert list((app.state.storage.work / "uploads").iterdir()) == []


@pytest.mark.parametrize("length", ["-5", "ten", "", "1e3", "99999999999999999"])
def test_a_length_that_is_none_is_refused(phone, world, length):
    names = described(team=world.team_id)
    answer = phone.post("/uploads", headers={**TUS, "Upload-Length": length, "Upload-Metadata": names})
    assert answer.status_code == 422


def test_an_empty_file_and_broken_descriptions_are_refused(phone, world):
    names = described(team=world.team_id)
    assert phone.post("/uploads", headers={**TUS, "Upload-Length": "0", "Upload-Metadata": names}).status_code == 422
    for broken in ("team !!!", "team", described(team="one"), "", described(team=world.team_id, purpose="virus")):
        answer = phone.post("/uploads", headers={**TUS, "Upload-Length": "5", "Upload-Metadata": broken})
        assert answer.status_code == 422, broken


def test_strangers_and_classmates_find_nothing(browse, world, start):
    address = start(10)
    for actor in (world.park, world.stranger, world.lee):
        other = browse(actor)
        assert other.head(address, headers=TUS).status_code == 404
        assert send(other, address, 0, b"x").status_code == 404
        assert other.delete(address, headers=TUS).status_code == 404
    nobody = browse()
    assert nobody.head(address, headers={**TUS, "Accept": "application/json"}).status_code == 401
    names = described(team=world.team_id)
    for actor, status in ((world.park, 404), (world.stranger, 404), (world.prof, 403)):
        answer = browse(actor).post(
            "/uploads", headers={**TUS, "Upload-Length": "5", "Upload-Metadata": names, "Accept": "application/json"}
        )
        assert answer.status_code == status
        assert answer.json()["detail"]


def test_quota_size_and_disk_are_told_before_a_byte_is_taken(lite, tmp_path, world):
    small = Settings(media=tmp_path / "m", embedded_worker=False, secret_key="k", max_upload=1000, team_quota=1500)
    phone = worlds.client(create_app(small, lite), world.kim)

    def ask(length: int):
        names = described(team=world.team_id, filename="a.mp4")
        return phone.post(
            "/uploads",
            headers={**TUS, "Upload-Length": str(length), "Upload-Metadata": names, "Accept": "application/json"},
        )

    assert (ask(1001).status_code, ask(1001).json()["code"]) == (413, "too-large")
    assert ask(1000).status_code == 201
    answer = ask(600)
    assert answer.status_code == 507
    assert "Remove takes" in answer.json()["detail"]


def test_a_connection_that_went_on_meanwhile_is_a_conflict(lite, world):
    from app.core import clock
    from app.core.errors import Conflict
    from app.footage import actions

    with lite.writing() as session:
        session.add(
            Upload(
                token="t",
                team_id=world.team_id,
                person_id=world.kim.person_id,
                length=10,
                offset=5,
                created_at=clock.now(),
                expires_at=clock.now(),
            )
        )
    with pytest.raises(Conflict), lite.writing() as session:
        actions.advance_upload(session, "t", 0, 5)
    with lite.writing() as session:
        assert actions.expire_uploads(session) == ["t"]
