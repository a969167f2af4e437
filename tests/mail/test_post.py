"""Letters to a real SMTP connection, and the jobs that write them."""

import email
import email.policy
import re
import socketserver
import threading
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import select

from app.core.text import say
from app.journal import actions as journal
from app.journal import jobs as notices
from app.journal.models import Notice
from app.mail import Letter, MailRefused, SmtpPostman, letter
from app.people import actions, jobs, queries
from app.people import models as people
from app.people.models import Person
from app.people.rules import LetterKind
from tests import worlds


class Office(socketserver.ThreadingTCPServer):
    """A mail server, with what it took and what it says to a receiver."""

    daemon_threads = True
    letters: list[bytes]
    verdict = b"250 ok\r\n"


class Server(socketserver.StreamRequestHandler):
    """Just enough of RFC 5321 to take a letter, or to refuse it."""

    server: Office

    def handle(self):
        self.wfile.write(b"220 test\r\n")
        while line := self.rfile.readline():
            command = line.split(b":")[0].split()[0].upper() if line.strip() else b""
            if command == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.letters.append(b"".join(lines))
                self.wfile.write(b"250 taken\r\n")
            elif command == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            elif command == b"RCPT":
                self.wfile.write(self.server.verdict)
            else:
                self.wfile.write(b"250 ok\r\n")


@pytest.fixture
def post_office():
    with Office(("127.0.0.1", 0), Server) as server:
        server.letters = []
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def postman(server):
    return SmtpPostman(f"smtp://127.0.0.1:{server.server_address[1]}", "Rushes <rushes@school.test>")


def test_a_korean_letter_arrives_whole(post_office):
    postman(post_office).send(Letter("kim@school.test", "초대장", "안녕하세요\n", "<p>안녕하세요</p>", "ko"))
    message: Any = email.message_from_bytes(post_office.letters[0], policy=email.policy.default)
    assert (message["Subject"], message["To"], message["Content-Language"]) == ("초대장", "kim@school.test", "ko")
    assert message.get_body(["plain"]).get_content().strip() == "안녕하세요"
    assert "안녕하세요" in message.get_body(["html"]).get_content()


@pytest.mark.parametrize(("verdict", "final"), [(b"550 nobody\r\n", True), (b"451 later\r\n", False)])
def test_a_refusal_says_whether_it_is_for_good(post_office, verdict, final):
    post_office.verdict = verdict
    with pytest.raises(MailRefused) as refusal:
        postman(post_office).send(Letter("kim@school.test", "x", "x", "x"))
    assert refusal.value.final is final


def test_a_server_that_is_away_is_not_for_good():
    with pytest.raises(MailRefused) as refusal:
        SmtpPostman("smtp://127.0.0.1:1", "a@b.c").send(Letter("kim@school.test", "x", "x", "x"))
    assert not refusal.value.final


def test_names_cannot_break_out_of_subject_or_html():
    written = letter(
        "notice",
        "kim@school.test",
        "en",
        say("%(x)s", x="a\r\nBcc: all@school.test"),
        greeting=say("Hello, %(name)s", name="<img src=x>"),
        things=[("<script>", "/x")],
        stop="",
        account="/me",
    )
    assert "\n" not in written.subject
    assert "<img" not in written.html
    assert "<script>" not in written.html


class Carried:
    """A postman who keeps what he should carry."""

    def __init__(self):
        self.letters = []

    def send(self, written):
        self.letters.append(written)


@pytest.fixture
def house(db):
    db.mails = True
    return worlds.build(db)


def work(db, kind, carried):
    """Do the work that waits, as the job engine would."""
    with db.reading() as session:
        keys = session.exec(select(people.Letter.id).where(people.Letter.kind == kind)).all()
    work = notices.send_notices if kind is LetterKind.NOTICES else jobs.send_link
    for key in keys:
        run: Any = SimpleNamespace(
            database=db, key=key, tools=SimpleNamespace(postman=carried, address="https://r.test")
        )
        work(run)
    return len(keys)


def test_the_mailed_link_opens_the_account_and_no_secret_waits_in_a_table(db, house):
    with db.writing() as session:
        person = session.get(Person, house.loner.person_id)
        person.language = "ko"
        actions.invite(session, house.prof, person, about="단편영화")
    carried = Carried()
    assert work(db, LetterKind.INVITATION, carried) == 1
    assert carried.letters[0].subject == "“단편영화” 초대장"
    secret = re.findall(r"https://r\.test/links/([\w-]+)", carried.letters[0].text)[0]
    with db.reading() as session:
        assert queries.link_by_secret(session, secret)[1].id == house.loner.person_id
        assert secret not in str(session.exec(select(people.Letter)).all())


def test_who_forgot_gets_one_letter_and_nobody_else_gets_any(db, house):
    with db.writing() as session:
        for address in ("kim@example.test", "kim@example.test", "nobody@example.test"):
            actions.ask_for_link(session, address)
    carried = Carried()
    assert work(db, LetterKind.FORGOTTEN, carried) == 1
    assert [one.to for one in carried.letters] == ["kim@example.test"]


def test_notices_are_gathered_and_mailed_once_to_who_wants_them(db, house):
    with db.writing() as session:
        for actor, wants in ((house.kim, True), (house.lee, False), (house.park, True)):
            person = session.get(Person, actor.person_id)
            person.mail_notices, person.password_hash = wants, "" if actor is house.park else "set"
    with db.writing() as session:
        everybody = [actor.person_id for actor in (house.kim, house.lee, house.park)]
        for name in ("A", "B"):
            journal.record(session, house.prof, "team.founded", tell=everybody, href="/teams/1", name=name)
    carried = Carried()
    assert work(db, LetterKind.NOTICES, carried) == 1
    (written,) = carried.letters
    assert written.to == "kim@example.test"
    assert "“A”" in written.text
    assert "“B”" in written.text
    assert "https://r.test/teams/1" in written.html
    work(db, LetterKind.NOTICES, carried)
    assert len(carried.letters) == 1
    with db.reading() as session:
        mailed = session.exec(select(Notice.mailed_at).where(Notice.person_id == house.kim.person_id)).all()
    assert all(mailed)


def test_without_a_mail_server_nothing_waits(db):
    house = worlds.build(db)
    with db.writing() as session:
        actions.ask_for_link(session, "kim@example.test")
        journal.record(session, house.prof, "team.founded", tell=[house.kim.person_id])
        assert session.exec(select(people.Letter)).all() == []
