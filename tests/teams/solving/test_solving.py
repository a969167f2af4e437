"""The search against small questions that can be answered by trying everything."""

import itertools
import json
import random
import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from app.teams.proposals.rules import Goal, Weight
from app.teams.rules import DEFAULT_ROLES, Band, Limits, Role, impossible
from app.teams.solving.clashes import clashing, helpful, possible, rules_of, sentence, without
from app.teams.solving import sections
from app.teams.solving import solve as solving
from app.teams.solving.facts import proof
from app.teams.solving.joint import solve_jointly
from app.teams.solving.offers import offers, taken
from app.teams.solving.offers import sentence as told
from app.teams.solving.problem import Pin, Problem, Seat, Student, as_json, from_json
from app.teams.solving.score import best_rank, broken, costs, fair, role_points, uneven
from app.teams.solving.search import Clock, Infeasible
from app.teams.solving.solve import solve

ROLES = (Role.DIRECTOR, Role.EDITOR, Role.CAST)
ALL = dict.fromkeys(Goal, Weight.IMPORTANT)


def question(seed: int) -> Problem:
    """Make a small question: 4 to 7 people, 2 teams, 3 roles; not every one has an answer."""
    chance = random.Random(seed)  # noqa: S311
    ids = list(range(1, chance.randint(4, 6) + 1))
    students = tuple(
        Student(
            one,
            tuple(chance.sample(ROLES, chance.randint(0, 3))),
            {"editing": chance.randint(0, 3)},
            tuple(chance.sample([x for x in ids if x != one], chance.randint(0, 2))),
            chance.randint(0, 15),
            chance.choice("AB"),
        )
        for one in ids
    )
    roles = {Role.DIRECTOR: Band(1, 1), Role.EDITOR: Band(chance.randint(0, 2), 2), Role.CAST: Band(0, 3)}
    apart = frozenset(tuple(sorted(chance.sample(ids, 2))) for _ in range(chance.randint(0, 2)))
    pins = {chance.choice(ids): Pin(chance.choice([None, 1, 2]), chance.choice([None, (Role.EDITOR,)]))}
    return Problem(
        students, 2, Band(2, 4), roles, chance.randint(1, 2), apart, pins if chance.random() < 0.4 else {}, ALL, 4, seed
    )


def divisions(problem: Problem):
    """Yield every division that obeys the hard rules."""
    held = [roles for k in range(1, problem.per_person + 1) for roles in itertools.combinations(problem.roles, k)]
    ids = [one.id for one in problem.students]
    for teams in itertools.product((1, 2), repeat=len(ids)):
        if not all(problem.size.least <= teams.count(t) <= problem.size.most for t in (1, 2)):
            continue
        for roles in itertools.product(held, repeat=len(ids)):
            seats = {person: Seat(t, r) for person, t, r in zip(ids, teams, roles, strict=True)}
            if not broken(problem, seats):
                yield seats


@pytest.mark.parametrize("seed", range(60))
def test_small_questions_are_answered_as_by_trying_everything(seed):
    problem = question(seed)
    if len(problem.students) > 4:
        problem = Problem(
            **{**{n: getattr(problem, n) for n in problem.__slots__}, "students": problem.students[:4]}
            | {
                "apart": frozenset(p for p in problem.apart if max(p) <= 4),
                "pins": {k: v for k, v in problem.pins.items() if k <= 4},
            }
        )
    every = [(costs(problem, seats), seats) for seats in divisions(problem)]
    if not every:
        with pytest.raises(Infeasible):
            solve(problem, 10)
        return
    answer = solve(problem, 10)
    cost = costs(problem, answer.seats)
    assert broken(problem, answer.seats) == []
    assert answer.proven
    assert (cost.worst, cost.ranks) == min((one.worst, one.ranks) for one, _ in every)
    assert answer.value == answer.bound == cost.total(problem) == min(one.total(problem) for one, _ in every)


@pytest.mark.parametrize("seed", range(60, 160))
def test_every_answer_obeys_every_hard_rule_and_no_answer_is_proven(seed):
    problem = question(seed)
    try:
        answer = solve(problem, 10)
    except Infeasible:
        assert next(divisions(problem), None) is None if len(problem.students) <= 5 else True
        assert_explained(problem)
        return
    assert broken(problem, answer.seats) == []
    assert answer.value == costs(problem, answer.seats).total(problem)


@pytest.mark.parametrize("thousandth", range(8))
def test_thousands_of_questions_are_answered_as_by_the_exact_model(thousandth):
    for seed in range(1000 + thousandth * 300, 1300 + thousandth * 300):
        problem = question(seed)
        try:
            exact, least = solve_jointly(problem, Clock(10))
        except Infeasible:
            with pytest.raises(Infeasible):
                solve(problem, 10)
            assert_explained(problem)
            continue
        answer = solve(problem, 10)
        assert broken(problem, answer.seats) == [], seed
        assert answer.proven, seed
        assert answer.value == least == costs(problem, exact).total(problem), seed


def assert_explained(problem):
    """Check that the rules named cannot hold together alone, that any of them left out lets the others hold."""
    rules = clashing(problem)
    assert rules
    others = [rule for rule in rules_of(problem) if rule not in rules]
    assert possible(without(problem, others), Clock(10)) is False
    for rule in rules:
        assert possible(without(problem, [*others, rule]), Clock(10)), rule
    for rule in helpful(problem, rules):
        assert possible(without(problem, [rule]), Clock(10)), rule
    assert all(str(sentence(rule, problem, {})) for rule in rules)
    for offer in offers(problem, helpful(problem, rules)):
        relaxed = taken(problem, offer)
        answer = solve(relaxed, 10)
        assert answer, offer
        assert broken(relaxed, answer.seats) == [], offer
        assert impossible(Limits(relaxed.size, relaxed.roles, relaxed.per_person)) == [], offer


def offered(problem):
    limits = Limits(problem.size, problem.roles, problem.per_person)
    found = offers(problem, helpful(problem, clashing(problem)))
    return {str(told(one, limits, problem.teams, {1: "Kim", 2: "Lee"})) for one in found}


def test_the_smallest_change_that_makes_a_division_possible_is_offered():
    people = tuple(Student(number) for number in range(1, 13))
    quotas = {Role.EDITOR: Band(2, 2), Role.SOUND: Band(1, 1), Role.CAMERA: Band(1, 3)}
    sound = Pin(1, (Role.SOUND,))
    pinned = Problem(people, 3, Band(4, 4), quotas, 1, pins={1: sound, 2: sound})
    # with two on sound one of the two editors or the camera is missing: only one of the pins can go
    assert offered(pinned) == {"Kim is no longer pinned", "Lee is no longer pinned"}
    five = {number: Pin(None, (Role.EDITOR if number <= 5 else Role.CAMERA,)) for number in range(1, 10)}
    short = Problem(people, 3, Band(4, 4), quotas, 1, pins=five)
    assert "At least 1 editor per team, not 2" in offered(short)
    few = Problem(people[:10], 3, Band(4, 6), {Role.CAST: Band(1, 6)}, 1)
    assert offered(few) == {"2 teams instead of 3", "Teams of 3 to 6 instead of 4 to 6"}


def test_more_roles_for_one_person_are_offered_where_that_helps():
    """Four people and six tasks: with two roles each it goes, and then it really does."""
    people = tuple(Student(number) for number in range(1, 5))
    quotas = {Role.DIRECTOR: Band(1, 1), Role.EDITOR: Band(1, 1), Role.SOUND: Band(1, 1)}
    problem = Problem(people, 2, Band(2, 2), quotas, 1)
    found = offers(problem, helpful(problem, clashing(problem)))
    more = next(one for one in found if one.kind == "per-person")
    limits = Limits(problem.size, problem.roles, problem.per_person)
    assert str(told(more, limits, problem.teams, {})) == "One person may hold 2 roles, not 1"
    answer = solve(taken(problem, more), 10)
    assert broken(taken(problem, more), answer.seats) == []
    assert max(len(seat.roles) for seat in answer.seats.values()) == 2


def test_the_same_seed_gives_the_same_division():
    problem = course(seed=5, students=33, teams=4)
    first, second = solve(problem, 60), solve(problem, 60)
    assert first.proven
    assert first.seats == second.seats


@pytest.mark.parametrize(("people", "teams"), [(65, 8), (112, 14)])
def test_the_same_seed_gives_the_same_division_also_when_none_is_proven(people, teams, monkeypatch):
    monkeypatch.setattr(solving, "PACE", 0.004)  # so little work that nothing is proven, however fast the machine
    problem = course(seed=5, students=people, teams=teams)
    told = []
    first, second = solve(problem, 300, news=told.append), solve(problem, 300)
    assert not first.proven
    assert not first.cut
    assert broken(problem, first.seats) == []
    assert (first.seats, first.value, first.bound) == (second.seats, second.value, second.bound)


def test_a_search_that_was_ended_says_that_another_run_may_differ():
    problem = course(seed=5, students=65, teams=8)
    told = []
    stopped = solve(problem, 300, stop=lambda: bool(told), news=told.append)
    assert stopped.cut
    assert not stopped.proven
    said = [str(one) for one in proof(stopped.value, stopped.bound, proven=False, cut=stopped.cut)]
    assert said[-1] == "The search was ended before its work was done: another search may find other teams."
    calm = [str(one) for one in proof(stopped.value, stopped.bound, proven=False, cut=False)]
    assert calm[-1] == "The same settings and seed give the same teams again."


def test_roles_that_cannot_be_given_out_as_counted_are_searched_for_exactly():
    """Two who can only be editors: the team needs two editors and a director, and the director is one of them."""
    people = (Student(1, (Role.EDITOR,)), Student(2, (Role.EDITOR, Role.DIRECTOR)))
    bands = {Role.EDITOR: Band(2, 2), Role.DIRECTOR: Band(1, 1)}
    problem = Problem(people, 1, Band(2, 2), bands, 2, goals=ALL)
    answer = solve(problem, 5)
    assert answer.proven
    assert broken(problem, answer.seats) == []
    with pytest.raises(Infeasible):
        solve(replace(problem, per_person=1), 5)
    # room for a second editor is there, but only with who is the editor already
    alone = Problem((Student(1, (Role.EDITOR,)),), 1, Band(1, 1), {Role.EDITOR: Band(2, 2)}, 2, goals=ALL)
    with pytest.raises(Infeasible):
        solve(alone, 5)


def test_roles_that_cannot_be_divided_into_sections_prove_nothing():
    problem = course(seed=3, students=128, teams=16)
    held = {one.id: (Role.EDITOR,) for one in problem.students}
    assert sections.divide(problem, held, 8, Clock(5)) == []


def course(seed=1, students=40, teams=5, apart=6):
    """Make a course like a real one: circles of friends, evenings free, everybody ranks a few roles."""
    chance = random.Random(seed)  # noqa: S311
    ids = list(range(1, students + 1))
    rest, circles = ids[:], {}
    chance.shuffle(rest)
    while rest:
        circle, rest = rest[:3], rest[3:]
        circles |= dict.fromkeys(circle, circle)
    made = tuple(
        Student(
            one,
            tuple(chance.sample(list(DEFAULT_ROLES), 3)),
            {"editing": chance.randint(0, 3), "writing": chance.randint(0, 3)},
            tuple(x for x in circles[one] if x != one)[:2],
            sum(1 << k for k in range(49) if chance.random() < (0.7 if k % 7 > 4 else 0.2)),
            chance.choice("AB"),
        )
        for one in ids
    )
    pairs = frozenset(tuple(sorted(chance.sample(ids, 2))) for _ in range(apart))
    return Problem(made, teams, Band(7, 9), DEFAULT_ROLES, 2, pairs, {}, ALL, 49, seed)


def test_a_course_is_divided_with_every_rule_kept_and_a_bound():
    problem = course()
    told = []
    answer = solve(problem, 6, news=told.append)
    assert broken(problem, answer.seats) == []
    assert told[0].seconds <= answer.seconds
    assert answer.bound <= answer.value
    assert costs(problem, answer.seats).total(problem) == answer.value


def test_many_teams_are_divided_in_sections_with_every_rule_kept():
    problem = course(seed=3, students=128, teams=16)
    told = []
    answer = solve(problem, 60, stop=lambda: bool(told), news=told.append)
    assert broken(problem, answer.seats) == []
    assert answer.bound <= answer.value


def test_pins_hold_and_stopping_gives_the_best_so_far():
    problem = course(seed=2)
    pinned = Problem(
        **{n: getattr(problem, n) for n in problem.__slots__}
        | {"pins": {1: Pin(3, None), 2: Pin(3, (Role.SOUND,)), 3: Pin(None, (Role.EDITOR,))}}
    )
    told = []
    answer = solve(pinned, 30, stop=lambda: bool(told), news=told.append)
    assert broken(pinned, answer.seats) == []
    assert answer.seats[1].team == answer.seats[2].team == 3


def test_what_is_told_on_the_way_only_gets_better():
    told = []
    answer = solve(course(seed=4, students=48, teams=6), 10, news=told.append)
    told.append(answer)
    assert [one.value for one in told] == sorted((one.value for one in told), reverse=True)
    assert [one.bound for one in told] == sorted(one.bound for one in told)
    assert all(one.bound <= answer.value for one in told)


def test_a_search_that_finds_nothing_better_still_heeds_that_it_is_to_stop():
    asked = threading.Event()
    timer = threading.Timer(4, asked.set)
    timer.start()
    answer = solve(course(seed=6, students=96, teams=12), 600, stop=asked.is_set)
    timer.cancel()
    assert answer is None or answer.seconds < 300


def test_the_solver_is_loaded_only_where_teams_are_searched_for():
    """The web process carries every route and job, and never the solver."""
    code = "import sys, app.main, app.teams.jobs, app.teams.solving.solve; print('ortools' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=120, check=True, text=True)
    assert done.stdout.strip() == "False"


def test_the_same_question_is_the_same_json_and_the_process_answers_it(tmp_path):
    problem = course(students=24, teams=3)
    assert from_json(json.loads(json.dumps(as_json(problem)))) == problem
    question_file, answer_file = tmp_path / "question.json", tmp_path / "answer.json"
    question_file.write_text(json.dumps({"problem": as_json(problem), "seconds": 4}))
    command = [sys.executable, "-m", "app.teams.solving", str(question_file), str(answer_file)]
    done = subprocess.run(command, capture_output=True, timeout=120, check=True)
    told = json.loads(answer_file.read_text())
    seats = {int(k): Seat(team, tuple(Role(r) for r in roles)) for k, (team, roles) in told["seats"].items()}
    assert broken(problem, seats) == []
    assert told["value"] == costs(problem, seats).total(problem)
    assert b"out_time_us=" in done.stdout


def test_a_question_without_an_answer_names_the_sum():
    problem = Problem(course(students=10, teams=2, apart=0).students, 2, Band(7, 9), DEFAULT_ROLES, 2, goals=ALL)
    rules = clashing(problem)
    assert [rule.kind.value for rule in rules] == ["small"]
    assert "2 teams of at least 7 need 14 people; there are 10." in str(sentence(rules[0], problem, {}))


def test_fair_shares():
    assert [fair(17, 8), fair(8, 8), fair(5, 8), fair(0, 3)] == [(1, 4), (1, 2), (0, 2), (0, 1)]
    assert uneven([5, 0, 0]) == 2 + 1 + 1
    assert role_points(course(), 1, 0) > role_points(course(), 0, 6 * 40)
    student = Student(1, (Role.CAST,))
    assert best_rank(Problem((student,), 1, Band(1, 1), {}, 1, goals=ALL), student, (Role.EDITOR,)) == 6
