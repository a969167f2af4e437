"""Sign-in, links, passwords and keys on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from app.core import clock, ids
from app.core.errors import Conflict, Gone, Invalid, NotFound, TooMany
from app.people import actions, passwords, queries
from app.people.actions import Browser
from app.people.models import ApiToken, Login, Person, SignInLink
from app.people.rules import Actor, LinkPurpose
from app.people.schemas import InvitationInput, LinkInput, PasswordInput, SignInInput, TokenInput
from app.people.tries import Tries
from tests import worlds

GOOD = "비 오는 병원 대기실"
HASHED = passwords.hashed(GOOD)
HERE = Browser(device="test", address="203.0.113.7", days=1)


@pytest.fixture
def house(db):
    world = worlds.build(db)
    with db.writing() as session:
        session.get(Person, world.kim.person_id).password_hash = HASHED
    return world


def typed(email="kim@example.test", password=GOOD):
    return SignInInput(email=email, password=password)


def link_for(db, person_id, **options):
    with db.writing() as session:
        return actions.make_link(session, session.get(Person, person_id), **options)


def test_the_right_password_opens_a_session_kept_as_a_hash(db, house):
    entered = actions.sign_in(db, Tries(), typed(), HERE)
    with db.reading() as session:
        login = session.exec(select(Login).where(Login.token_hash == ids.digest(entered.secret))).one()
        assert (login.person_id, login.device, login.address) == (house.kim.person_id, "test", "203.0.113.7")
        assert entered.secret not in login.model_dump_json()


def test_wrong_address_and_wrong_password_say_the_same(db, house):
    said = set()
    for email, password in [("kim@example.test", "wrong"), ("nobody@example.test", GOOD), ("lee@example.test", "x")]:
        with pytest.raises(Invalid) as refusal:
            actions.sign_in(db, Tries(), typed(email, password), HERE)
        said.add((str(refusal.value), refusal.value.field))
    assert len(said) == 1


def test_an_account_nobody_has_costs_a_hash_too(db, house, monkeypatch):
    hashes: list[str] = []
    real = passwords._hasher.verify

    def counted(password, stored):
        hashes.append(stored)
        return real(password, stored)

    monkeypatch.setattr(passwords._hasher, "verify", counted)
    for email in ("nobody@example.test", "kim@example.test"):
        with pytest.raises(Invalid):
            actions.sign_in(db, Tries(), typed(email, "wrong"), HERE)
    assert len(hashes) == 2


def test_tries_are_counted_by_account_and_forgiven_after_success(db, house):
    tries = Tries()
    for _ in range(9):
        tries.sign_in("kim@example.test", HERE.address)
    actions.sign_in(db, tries, typed(), HERE)
    for _ in range(10):
        tries.sign_in("kim@example.test", HERE.address)
    with pytest.raises(TooMany):
        actions.sign_in(db, tries, typed(), HERE)
    tries.sign_in("kim@example.test", "198.51.100.1")  # its owner elsewhere is not locked out
    tries.sign_in("lee@example.test", HERE.address)


def test_one_machine_cannot_try_every_account():
    tries = Tries()
    with pytest.raises(TooMany):
        for n in range(400):
            tries.sign_in(f"p{n}@example.test", f"2001:db8::{n:x}")  # addresses of one network are one


def test_a_switched_off_account_stays_out(db, house):
    secret = link_for(db, house.kim.person_id)
    with db.writing() as session:
        actions.switch_account(session, house.admin, house.kim.person_id, on=False)
    with pytest.raises(Invalid, match="switched off"):
        actions.sign_in(db, Tries(), typed(), HERE)
    with pytest.raises(Gone):
        actions.come_in_by_link(db, secret, LinkInput(), HERE)


def test_an_invitation_sets_name_and_password(db, house):
    secret = link_for(db, house.loner.person_id)
    entered = actions.come_in_by_link(db, secret, InvitationInput(name="로너", language="ko", password=GOOD), HERE)
    assert (entered.person.name, entered.person.language) == ("로너", "ko")
    assert actions.sign_in(db, Tries(), typed("loner@example.test"), HERE).person.id == house.loner.person_id


def test_a_link_is_an_invitation_only_until_there_is_a_password(db, house):
    with db.writing() as session:
        for actor, purpose in ((house.loner, LinkPurpose.INVITE), (house.kim, LinkPurpose.SIGN_IN)):
            secret = actions.make_link(session, session.get(Person, actor.person_id))
            session.flush()
            assert queries.link_by_secret(session, secret)[0].purpose is purpose


def test_an_invitation_without_password_is_refused_and_stays_open(db, house):
    secret = link_for(db, house.loner.person_id)
    with pytest.raises(Invalid) as refusal:
        actions.come_in_by_link(db, secret, LinkInput(), HERE)
    assert refusal.value.field == "password"
    actions.come_in_by_link(db, secret, LinkInput(password=GOOD), HERE)


def test_a_link_used_eight_times_at_once_opens_once(db, house):
    secret = link_for(db, house.kim.person_id)

    def use(_):
        try:
            return actions.come_in_by_link(db, secret, LinkInput(), HERE).secret
        except Gone:
            return None

    with ThreadPoolExecutor(8) as threads:
        opened = [one for one in threads.map(use, range(8)) if one]
    assert len(opened) == 1
    with db.reading() as session:
        assert len(session.exec(select(Login).where(Login.person_id == house.kim.person_id)).all()) == 1


def test_used_ended_and_unknown_links_say_so(db, house):
    secret = link_for(db, house.kim.person_id)
    actions.come_in_by_link(db, secret, LinkInput(), HERE)
    with pytest.raises(Gone, match="used already"), db.reading() as session:
        queries.link_by_secret(session, secret)
    old = link_for(db, house.kim.person_id)
    with clock.at(clock.now() + timedelta(days=3)), pytest.raises(Gone, match="has ended"), db.reading() as session:
        queries.link_by_secret(session, old)
    with pytest.raises(NotFound), db.reading() as session:
        queries.link_by_secret(session, "guessed")


def test_a_new_password_ends_other_sessions_and_open_links(db, house):
    link = link_for(db, house.kim.person_id)
    mine, other = (actions.sign_in(db, Tries(), typed(), HERE) for _ in range(2))
    with db.reading() as session:
        own = session.exec(select(Login.id).where(Login.token_hash == ids.digest(mine.secret))).one()
    actor = Actor(person_id=house.kim.person_id, name="Kim", email="kim@example.test", login_id=own)
    with pytest.raises(Invalid) as refusal:
        actions.change_password(db, actor, PasswordInput(current="wrong", password="a new sentence"), Tries())
    assert refusal.value.field == "current"
    actions.change_password(db, actor, PasswordInput(current=GOOD, password="a new sentence"), Tries())
    with db.reading() as session:
        left = session.exec(select(Login.token_hash).where(Login.person_id == house.kim.person_id)).all()
        assert left == [ids.digest(mine.secret)]
        assert ids.digest(other.secret) not in left
        assert session.exec(select(SignInLink).where(SignInLink.token_hash == ids.digest(link))).one().used_at
    assert actions.sign_in(db, Tries(), typed(password="a new sentence"), HERE)


def test_two_accounts_never_share_an_address(db, house):
    def make(_):
        try:
            with db.writing() as session:
                actions.create_person(session, email="new@example.test", name="New")
        except Conflict as refusal:
            return refusal.field
        return "made"

    with ThreadPoolExecutor(6) as threads:
        assert sorted(threads.map(make, range(6))) == ["email"] * 5 + ["made"]


def test_the_first_administrator_is_made_once(db):
    with db.writing() as session:
        secret = actions.first_administrator(session, email="root@example.test", name="Root")
    assert secret
    entered = actions.come_in_by_link(db, secret, InvitationInput(name="Root", password=GOOD), HERE)
    assert entered.person.is_admin
    with db.writing() as session:
        assert actions.first_administrator(session, email="two@example.test", name="Two") is None


def test_keys_are_kept_as_hashes_and_belong_to_one_person(db, house):
    with db.writing() as session:
        made = actions.make_token(session, house.kim, TokenInput(title="script", days=1))
        row = session.get(ApiToken, made.id)
        assert row.token_hash == ids.digest(made.secret)
        assert row.expires_at > clock.now()
        with pytest.raises(NotFound):
            actions.remove_token(session, house.lee, made.id)
        actions.remove_token(session, house.kim, made.id)


def test_an_administrator_cannot_switch_off_the_own_account(db, house):
    with db.writing() as session:
        with pytest.raises(Exception, match="your own account"):
            actions.switch_account(session, house.admin, house.admin.person_id, on=False)
        with pytest.raises(NotFound):
            actions.switch_account(session, house.prof, house.kim.person_id, on=False)
