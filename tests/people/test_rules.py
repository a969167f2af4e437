"""Passwords and devices."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.people.rules import device_name, normal_password, weakness

AGENTS = {
    "Mozilla/5.0 (Linux; Android 14; SM-S921N) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/25.0 Chrome/121.0": (
        "Samsung Internet, Android"
    ),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile Safari/604.1": (
        "Safari, iPhone"
    ),
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 Edg/126.0": "Edge, Windows",
    "Mozilla/5.0 (Linux; Android 13) AppleWebKit/537.36 Chrome/120 Mobile Safari/537.36 KAKAOTALK 10.4": (
        "KakaoTalk, Android"
    ),
    "curl/8.5.0": "",
    "": "",
}


@pytest.mark.parametrize(("agent", "name"), AGENTS.items())
def test_devices_have_names_that_people_know(agent, name):
    assert device_name(agent) == name


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaa", "kim@example.test", "KIM@EXAMPLE.TEST", "x" * 201])
def test_weak_passwords_are_told_why(password):
    assert str(weakness(password, "kim@example.test", "Kim"))


def test_a_sentence_will_do():
    assert weakness("비 오는 날의 병원 대기실", "kim@example.test", "Kim") is None


@given(st.text())
def test_a_password_is_the_same_from_phone_and_computer(password):
    assert normal_password(unicodedata.normalize("NFD", password)) == normal_password(password)
