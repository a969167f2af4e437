"""The 65 students and their teachers of the demonstration course, by name and team."""

STUDENTS: tuple[tuple[str, ...], ...] = (
    ("김서연", "이준호", "박지우", "최민서", "정하윤", "강도현", "조예린", "윤시우"),
    ("임채원", "한지훈", "오수아", "서준영", "신유나", "권태민", "황보름", "안재현"),
    ("Maya Torres", "송다은", "류건우", "전소율", "홍지안", "고은성", "문태윤", "양하린"),
    ("손예준", "배나은", "백승호", "허윤서", "유도윤", "남궁민", "심가온", "노아인"),
    ("Jonas Weber", "하지민", "곽서진", "성유진", "차은우", "주다희", "우현서", "구본준", "민세아"),
    ("진서윤", "엄태건", "원소희", "채민재", "천유림", "방지호", "공하늘", "현승아"),
    ("변우진", "염나래", "추성민", "도하영", "석지환", "마예나", "표승우", "기다온"),
    ("Amara Okafor", "길하람", "연제이", "위서아", "금도균", "반유하", "옥시현", "인가람"),
)
"""Each row is a team; the first is its director. Team 5 has nine."""

ROLES: tuple[tuple[str, ...], ...] = (
    ("director", "writer"),
    ("writer", "continuity"),
    ("camera",),
    ("camera", "lighting"),
    ("sound", "cast"),
    ("editor",),
    ("editor", "art"),
    ("cast", "producer"),
    ("cast",),
)
"""The roles of a team's first, second, … member; the first is the primary one."""

INSTRUCTOR = ("한유진 (Prof. Han)", "han@rushes.example")
ASSISTANT = ("윤태오 (Assistant)", "yoon@rushes.example")
ADMINISTRATOR = ("Rushes administrator", "admin@rushes.example")
PASSWORD = "rushes-demo"  # noqa: S105 -- printed at every start: the demo's only purpose is to be opened


def address(team: int, place: int) -> str:
    """Give the mail address of a student: team and place from 1."""
    return f"student{team}{place}@rushes.example"
