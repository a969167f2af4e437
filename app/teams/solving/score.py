"""What a division costs, and which hard rules it breaks: plain Python, for boards, tests and the search itself."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.teams.proposals.rules import Goal, Weight
from app.teams.rules import Role
from app.teams.solving.problem import POINTS, SKILLED, UNRANKED, Problem, Seat, Student

ROLES = 100_000
"""Points of one rank of one student: roles come before company, whatever its weights."""


@dataclass(frozen=True, slots=True)
class Costs:
    """The points of each goal, weights not yet applied; ``worst`` is the rank of the worst-off student."""

    worst: int
    ranks: int
    together: int
    time: int
    experience: int
    mix: int

    def total(self, problem: Problem) -> int:
        """Give all points: the company's with their weights, the roles' far above them."""
        return role_points(problem, self.worst, self.ranks) + self.company(problem)

    def company(self, problem: Problem) -> int:
        """Give the points of the company, weighted."""
        return self.points(problem.goals) - self.ranks * problem.points(Goal.RANKS)

    def points(self, goals: Mapping[Goal, Weight]) -> int:
        """Give all points in one sum, for people: each rank with its weight, like the goals of the company."""
        return sum(getattr(self, goal.value) * POINTS[weight] for goal, weight in goals.items())


def role_points(problem: Problem, worst: int, ranks: int) -> int:
    """Give the points of the roles: a better lot for the worst-off is worth more than any sum of the others' ranks."""
    return ROLES * (worst * (UNRANKED * len(problem.students) + 1) + ranks)


def best_rank(problem: Problem, student: Student, roles: Iterable[Role]) -> int:
    """Give the rank of the role nearest to somebody's wish; without a role none of the wishes is met."""
    return min((problem.rank(student, role) for role in roles), default=problem.unranked(student))


def teams_of(seats: Mapping[int, Seat]) -> dict[int, list[int]]:
    """Give the people of each team."""
    found: dict[int, list[int]] = {}
    for person, seat in seats.items():
        found.setdefault(seat.team, []).append(person)
    return found


def costs(problem: Problem, seats: Mapping[int, Seat]) -> Costs:
    """Count every point of a division."""
    by_id = {student.id: student for student in problem.students}
    ranks = [best_rank(problem, student, seats[student.id].roles) for student in problem.students]
    seated = teams_of(seats)
    teams = [seated.get(number, []) for number in range(1, problem.teams + 1)]
    return Costs(
        worst=max(ranks, default=0),
        ranks=sum(ranks),
        together=sum(
            all(seats[student.id].team != seats[other].team for other in named)
            for student in problem.students
            if (named := [other for other in student.together if other in seats])
        ),
        time=sum(absent([by_id[person] for person in team], problem.slots)[1] for team in teams),
        experience=sum(
            uneven([sum(skilled(by_id[p], craft) for p in team) for team in teams]) for craft in crafts(problem)
        ),
        mix=sum(uneven([sum(by_id[p].group == group for p in team) for team in teams]) for group in groups(problem)),
    )


def absent(team: Sequence[Student], slots: int) -> tuple[int, int]:
    """Give the hour at which fewest are missing, and how many are. Who said nothing of their time is not missing."""
    asked = [student.free for student in team if student.free]
    best = min(range(slots), key=lambda slot: sum(not free >> slot & 1 for free in asked), default=0)
    return best, sum(not free >> best & 1 for free in asked)


def skilled(student: Student, craft: str) -> bool:
    """Tell whether somebody has done a craft."""
    return student.experience.get(craft, 0) >= SKILLED


def crafts(problem: Problem) -> list[str]:
    """Name the crafts that anybody has done."""
    return sorted({craft for one in problem.students for craft in one.experience if skilled(one, craft)})


def groups(problem: Problem) -> list[str]:
    """Name the groups to be mixed; none when there is only one."""
    found = sorted({student.group for student in problem.students if student.group})
    return found if len(found) > 1 else []


def fair(total: int, teams: int) -> tuple[int, int]:
    """Give how few and how many of them a team may have to be called even: one off the even share, but not none.

    17 over 8 teams: 1 to 4. 8 over 8 teams: 1 to 2. 5 over 8 teams: 0 to 2.
    """
    low, rest = divmod(total, teams)
    return max(low - 1, min(low, 1)), low + bool(rest) + 1


def uneven(counts: Sequence[int]) -> int:
    """Count how far the teams are from fair shares."""
    if not counts:
        return 0
    low, high = fair(sum(counts), len(counts))
    return sum(max(low - count, count - high, 0) for count in counts)


def broken(problem: Problem, seats: Mapping[int, Seat]) -> list[str]:
    """Name every hard rule that a division breaks, for tests and for the board; empty when it may stand."""
    found = [f"no seat: {student.id}" for student in problem.students if student.id not in seats]
    if found:
        return found
    teams = teams_of(seats)
    for number in range(1, problem.teams + 1):
        people = teams.get(number, [])
        if not problem.size.least <= len(people) <= problem.size.most:
            found.append(f"size: team {number} has {len(people)}")
        held = Counter(role for person in people for role in seats[person].roles)
        found += [
            f"{role.value}: team {number} has {held[role]}"
            for role in Role
            if ((band := problem.roles.get(role)) is None and held[role])
            or (band is not None and not band.least <= held[role] <= band.most)
        ]
    for person, seat in seats.items():
        pin = problem.pins.get(person)
        if not 1 <= len(seat.roles) <= problem.per_person or len(set(seat.roles)) < len(seat.roles):
            found.append(f"roles: {person} has {len(seat.roles)}")
        if not 1 <= seat.team <= problem.teams:
            found.append(f"team: {person} is in {seat.team}")
        if pin and (pin.team not in (None, seat.team) or (pin.roles is not None and set(pin.roles) != set(seat.roles))):
            found.append(f"pin: {person}")
    found += [f"apart: {a} {b}" for a, b in sorted(problem.apart) if seats[a].team == seats[b].team]
    return found
