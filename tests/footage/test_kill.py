"""kill -9 of the real server, in the middle of an upload and of a conversion: nothing that was acknowledged is lost."""

import base64
import hashlib
import http.client
import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest
from sqlmodel import select

from app.cli import migrations
from app.core.db import Database
from app.core.settings import Settings
from app.footage.models import Clip, Upload
from app.jobs.rules import WorkState
from app.people import actions as people
from app.people.models import Person
from tests import worlds

pytestmark = [pytest.mark.ffmpeg, pytest.mark.timeout(300)]
ROOT = Path(__file__).parent.parent.parent
TUS = {"Tus-Resumable": "1.0.0"}


class Server:
    """``rushes serve`` as a process of its own, over one media folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.settings = Settings(media=folder, secret_key="kill")
        self.database = Database(self.settings.database)
        migrations.upgrade(self.database)
        self.world = worlds.build(self.database)
        with self.database.writing() as session:
            self.cookie = people.open_login(session, session.get(Person, self.world.kim.person_id), days=1)

    def start(self) -> None:
        clean = {k: v for k, v in os.environ.items() if not k.startswith("RUSHES_")}
        environment = {**clean, "RUSHES_MEDIA": str(self.folder), "RUSHES_SECRET_KEY": "kill"}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "app.cli", "serve", "--port", "0"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=(self.folder / "stderr").open("ab"),
            text=True,
        )
        for line in self.process.stdout:
            found = re.search(r"http://127\.0\.0\.1:(\d+)", line)
            if found:
                self.port = int(found[1])
                break
        until(lambda: self.ask("GET", "/healthz").status == 200, 20)

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()

    def ask(self, method, path, body=None, headers=None):
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
            origin = {"Origin": f"http://127.0.0.1:{self.port}", "Cookie": f"rushes={self.cookie}"}
            connection.request(method, path, body, {**origin, **(headers or {})})
            answer = connection.getresponse()
            answer.read()
        except OSError:
            return http.client.HTTPResponse(socket.socket())
        return answer

    def clip(self):
        with self.database.reading() as session:
            return session.exec(select(Clip).order_by(Clip.id.desc())).first()


def until(condition, seconds):
    end = time.monotonic() + seconds
    while True:
        try:
            if condition():
                return
        except (AttributeError, http.client.HTTPException):
            pass
        assert time.monotonic() < end, "nothing came in time"
        time.sleep(0.1)


@pytest.fixture
def server(tmp_path):
    made = Server(tmp_path)
    made.start()
    yield made
    if made.process.poll() is None:
        made.process.terminate()
        made.process.wait(15)
    made.database.dispose()


def film(path: Path, seconds: int) -> bytes:
    size = f"-f lavfi -i testsrc2=s=1280x720:r=30:d={seconds} -f lavfi -i sine=d={seconds}"
    codec = "-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac"
    subprocess.run(["ffmpeg", "-loglevel", "error", *size.split(), *codec.split(), path], check=True)
    return path.read_bytes()


def test_killed_in_an_upload_and_in_a_conversion(server, tmp_path):
    data = film(tmp_path / "long.mp4", 20)
    names = ",".join(
        f"{k} {base64.b64encode(str(v).encode()).decode()}"
        for k, v in {"team": server.world.team_id, "filename": "long.mp4"}.items()
    )
    answer = server.ask("POST", "/uploads", None, {**TUS, "Upload-Length": str(len(data)), "Upload-Metadata": names})
    address = answer.getheader("Location")
    acknowledged = len(data) // 4
    piece = {**TUS, "Content-Type": "application/offset+octet-stream"}
    assert server.ask("PATCH", address, data[:acknowledged], {**piece, "Upload-Offset": "0"}).status == 204

    trickle(server, address, data, acknowledged, piece)
    server.kill()
    server.start()
    offset = int(server.ask("HEAD", address, None, TUS).getheader("Upload-Offset"))
    assert offset >= acknowledged
    kept = server.folder / "work" / "uploads" / address.rpartition("/")[2]
    assert kept.read_bytes()[:offset] == data[:offset]
    answer = server.ask("PATCH", address, data[offset:], {**piece, "Upload-Offset": str(offset)})
    assert (answer.status, int(answer.getheader("Upload-Offset"))) == (204, len(data))

    until(lambda: server.clip().job == "footage.ladder" and server.clip().state is WorkState.RUNNING, 60)
    until(lambda: any("ffmpeg" in (p.info["name"] or "") for p in psutil.process_iter(["name"])), 20)
    server.kill()
    server.start()
    until(lambda: server.clip().state is WorkState.READY, 120)
    clip = server.clip()
    original = server.folder / "files" / clip.original_key
    assert hashlib.sha256(original.read_bytes()).hexdigest() == hashlib.sha256(data).hexdigest() == clip.sha256
    assert (server.folder / "files" / clip.stream_key).exists()
    assert len(list((server.folder / "files" / f"clips/{clip.id}").glob("l*"))) == 1, "one rendition, not two"
    with server.database.reading() as session:
        assert len(session.exec(select(Upload)).all()) == 1


def trickle(server, address, data, start, headers):
    """Send slowly, and come back while it is still being sent."""

    def send():
        try:
            with socket.create_connection(("127.0.0.1", server.port)) as line:
                lines = {**headers, "Upload-Offset": start, "Content-Length": len(data) - start, "Host": "127.0.0.1"}
                lines |= {"Cookie": f"rushes={server.cookie}", "Sec-Fetch-Site": "same-origin"}
                head = "".join(f"{k}: {v}\r\n" for k, v in lines.items())
                line.sendall(f"PATCH {address} HTTP/1.1\r\n{head}\r\n".encode())
                for place in range(start, len(data), 20_000):
                    line.sendall(data[place : place + 20_000])
                    time.sleep(0.05)
        except OSError:
            pass

    threading.Thread(target=send, daemon=True).start()
    time.sleep(1.0)
