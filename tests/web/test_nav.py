"""The navigation marks where one is, for every kind of person."""

import pytest

from app.people.rules import Actor, CourseRole
from app.web.nav import navigation

STUDENT = Actor(1, "Kim", courses={7: CourseRole.STUDENT}, teams={3: 7})
INSTRUCTOR = Actor(2, "Han", courses={7: CourseRole.INSTRUCTOR})


@pytest.mark.parametrize(
    ("actor", "path", "marked"),
    [
        (STUDENT, "/cuts/5", "/teams/3/rushes"),
        (STUDENT, "/takes/5", "/teams/3/rushes"),
        (STUDENT, "/teams/3/assembly", "/teams/3/rushes"),
        (STUDENT, "/teams/3/cuts", "/teams/3/rushes"),
        (STUDENT, "/submissions/5", "/teams/3/book"),
        (STUDENT, "/teams/3/book/shots", "/teams/3/book"),
        (STUDENT, "/classes/5", "/courses/7"),
        (INSTRUCTOR, "/cuts/5", "/courses/7/teams"),
        (INSTRUCTOR, "/takes/5", "/courses/7/teams"),
        (INSTRUCTOR, "/teams/3", "/courses/7/teams"),
        (INSTRUCTOR, "/submissions/5", "/courses/7/books"),
        (INSTRUCTOR, "/screenings/5", "/courses/7/night"),
        (INSTRUCTOR, "/courses/7/people", "/courses/7"),
        (INSTRUCTOR, "/courses/7/proposals/compare", "/courses/7/teams"),
        (INSTRUCTOR, "/courses/7/wishes/all", "/courses/7/teams"),
        (STUDENT, "/courses/7/wishes", "/teams/3"),
    ],
)
def test_one_place_is_marked(actor, path, marked):
    assert [place.href for place in navigation(actor, path) if place.current] == [marked]
