"""One suite for every storage: a local folder and S3 (a real S3 server from moto, on the loopback)."""

import urllib.request
from urllib.parse import urlsplit

import pytest

from app.core.errors import NotFound
from app.core.settings import Settings
from app.storage import open_storage
from tests.storage.bucket import bucket


@pytest.fixture(scope="module")
def s3():
    """The settings of a bucket."""
    with bucket() as settings:
        yield settings


@pytest.fixture(params=["local", "s3"])
def storage(request, tmp_path):
    far = request.getfixturevalue("s3") if request.param == "s3" else {}
    return open_storage(Settings(media=tmp_path / "media", **far))


@pytest.fixture
def file(storage):
    def make(content: bytes, name: str = "a.bin"):
        path = storage.work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        return path

    return make


def test_what_is_put_can_be_read_whole_and_in_part(storage, file):
    content = bytes(range(256)) * 9000
    path = file(content)
    assert storage.put("clips/1/a.bin", path) == len(content)
    assert not path.exists()
    assert storage.size("clips/1/a.bin") == len(content)
    assert b"".join(storage.read("clips/1/a.bin")) == content
    assert b"".join(storage.read("clips/1/a.bin", 100, 2_000_100)) == content[100:2_000_100]
    assert b"".join(storage.read("clips/1/a.bin", len(content) - 3)) == content[-3:]
    assert storage.fetch("clips/1/a.bin").read_bytes() == content


def test_a_folder_goes_in_and_comes_out_by_prefix(storage, tmp_path):
    folder = tmp_path / "ladder"
    (folder / "deep").mkdir(parents=True)
    for name in ("720p.m3u8", "720p_0000.m4s", "deep/x.jpg"):
        (folder / name).write_bytes(name.encode())
    assert storage.put_folder("clips/7/r1", folder) == sum(map(len, ("720p.m3u8", "720p_0000.m4s", "deep/x.jpg")))
    assert storage.keys("clips/7/r1") == ["clips/7/r1/720p.m3u8", "clips/7/r1/720p_0000.m4s", "clips/7/r1/deep/x.jpg"]
    storage.remove("clips/7/r1")
    storage.remove("clips/7/r1")
    assert storage.keys("clips/7") == []


def test_a_prefix_is_a_folder_not_the_beginning_of_a_name(storage, file):
    storage.put("clips/1/a.bin", file(b"1"))
    storage.put("clips/12/a.bin", file(b"12"))
    storage.remove("clips/1")
    assert storage.keys("clips/12") == ["clips/12/a.bin"]


@pytest.mark.parametrize(
    "key", ["", "/etc/passwd", "../x", "a/../../x", "a//b", ".hidden", "a/.b", "a\x00b", "가", "x" * 401, "a\\b"]
)
def test_a_key_we_would_never_make_is_not_there(storage, key):
    with pytest.raises(NotFound):
        storage.size(key)
    with pytest.raises(NotFound):
        storage.remove(key)


def test_what_is_missing_says_so(storage):
    for ask in (storage.size, storage.fetch, lambda key: list(storage.read(key))):
        with pytest.raises(NotFound):
            ask("clips/404/a.bin")
    assert storage.path("clips/404/a.bin") is None


def test_a_link_is_ours_or_opens_at_the_storage(storage, file):
    storage.put("clips/3/a.bin", file(b"film"))
    link = storage.link("clips/3/a.bin", 60)
    if link is None:
        assert storage.origin == ""
        assert storage.path("clips/3/a.bin").read_bytes() == b"film"
    else:
        parts = urlsplit(link)
        assert storage.origin == f"{parts.scheme}://{parts.netloc}"
        with urllib.request.urlopen(link) as answer:
            assert answer.read() == b"film"


def test_putting_again_replaces_whole(storage, file):
    storage.put("a/b", file(b"first"))
    storage.put("a/b", file(b"second!"))
    assert b"".join(storage.read("a/b")) == b"second!"


def test_folders_are_those_directly_below(storage, file):
    for key in ("shelf/12/a.bin", "shelf/12/deep/b.bin", "shelf/7/a.bin", "shelf/loose.bin"):
        storage.put(key, file(b"x"))
    assert storage.folders("shelf") == ["12", "7"]
    assert storage.folders("nothing") == []


def test_what_is_removed_leaves_no_copy(storage, file):
    storage.put("clips/9/a.bin", file(b"film"))
    copy = storage.fetch("clips/9/a.bin")
    storage.remove("clips/9")
    assert not copy.exists()


def test_the_origin_of_a_service_by_name_is_where_its_links_lead(tmp_path):
    for name in ({}, {"s3_region": "ap-northeast-2"}, {"s3_endpoint": "https://films.example.org:9000"}):
        keys = {"s3_bucket": "films", "s3_access_key": "a", "s3_secret_key": "b"}
        far = open_storage(Settings(media=tmp_path, storage="s3", **keys, **name))
        assert far.link("clips/1/a.mp4", 60).startswith(far.origin + "/films/clips/1/a.mp4?")
