"""What each team of the demonstration course is making: pitch, shots, budget, and what people said about it."""

from dataclasses import dataclass, field

from app.demo import scripts

REMARKS_KO = (
    "우산을 의자에 걸어 주는 장면에서 말이 없는 것이 더 크게 들렸어요.",
    "복도의 초록빛이 계속 기억에 남아요. 조명을 일부러 하나만 쓴 건가요?",
    "소리를 세다가 하나를 놓치는 순간, 저도 숨을 멈췄어요.",
    "두 사람의 거리가 장면마다 조금씩 가까워지는 걸 나중에 알아챘어요.",
    "마지막 컷이 조금 더 길었으면 좋겠어요. 생각할 시간이 필요했어요.",
)
REMARKS_EN = (
    "The silence after the last line did more than the line.",
    "I wanted to know whose voice we never hear in that ward.",
    "The cut on the falling water made me look at the shoes, as he did.",
    "Working with one lamp was brave, and it held the film together.",
)


@dataclass(frozen=True, slots=True)
class Story:
    """One team's film. ``stage`` says how far the team is; colours are the film's two tones for the pictures."""

    name: str
    title: str
    genre: str
    logline: str
    whose_view: str
    at_stake: str
    unsaid: str
    different: str
    stage: str
    scenario: str = ""
    first_draft: str = ""
    colours: tuple[str, str] = ("#24323a", "#0d1417")
    tone: int = 220
    shots: tuple[tuple[str, str, str, str, str], ...] = field(default=())


SHOTS_WAITING: tuple[tuple[str, str, str, str, str], ...] = (
    ("1", "1A", "WS", "static", "복도 끝, 비상구 아래 선 민수"),
    ("1", "1B", "CU", "static", "소리를 세는 손가락"),
    ("1", "1C", "MS", "pan", "간호사가 멈추고 신발을 본다"),
    ("2", "2A", "FS", "static", "의자 여덟 개, 한 사람"),
    ("2", "2B", "OTS", "static", "지우 어깨 너머 민수"),
    ("2", "2C", "insert", "tilt", "신발로 흐르는 물"),
    ("3", "3A", "EWS", "static", "옥상, 김과 시계탑"),
    ("3", "3B", "MCU", "handheld", "두 사람의 옆얼굴"),
)
SHOTS_THREE: tuple[tuple[str, str, str, str, str], ...] = (
    ("1", "1A", "WS", "dolly", "Three beds, the mop crosses the frame"),
    ("1", "1B", "MCU", "static", "The old man speaks to the ceiling"),
    ("2", "2A", "MS", "static", "Wringing the mop"),
    ("2", "2B", "FS", "pan", "The first-year hurries past"),
    ("3", "3A", "WS", "static", "Light stops at the third bed"),
)
SHOTS_NIGHT: tuple[tuple[str, str, str, str, str], ...] = (
    ("1", "1A", "WS", "static", "새벽 세 시의 편의점, 깜빡이는 형광등"),
    ("1", "1B", "CU", "static", "교재 위의 스캐너"),
    ("2", "2A", "POV", "handheld", "손전등이 상자 사이를 지난다"),
    ("2", "2B", "MS", "static", "상자 사이의 아이"),
    ("3", "3A", "FS", "static", "멈추지 않는 첫차"),
)

STORIES: tuple[Story, ...] = (
    Story(
        "대기실 팀",
        "대기실",
        "드라마",
        "비를 피해 들어온 병원에서, 두 사람은 아무도 기다리지 않는 사람을 기다린다.",
        "기다리는 이유를 말하지 못하는 열아홉 살의 눈으로.",
        "먼저 말을 거는 쪽이 무너질 수 있다.",
        "할머니가 아직 살아 계신지.",
        "울음이나 고백 없이, 우산 하나로 끝까지 간다.",
        "accepted",
        scripts.WAITING_ROOM_2,
        scripts.WAITING_ROOM_1,
        ("#1d3b34", "#081210"),
        196,
        SHOTS_WAITING,
    ),
    Story(
        "야간 근무",
        "야간 근무",
        "미스터리",
        "새벽 편의점 창고에서 발견된 아이는 어제부터 기다리고 있었다.",
        "돌봄을 배우지만 아직 아무도 돌본 적 없는 의대생.",
        "전화 한 통이 아이의 하루를 바꾼다.",
        "엄마가 왜 오지 않는지.",
        "경찰도 추격도 없이 통화 버튼 앞에서 끝난다.",
        "accepted",
        scripts.NIGHT_SHIFT,
        "",
        ("#3a3550", "#0f0d18"),
        174,
        SHOTS_NIGHT,
    ),
    Story(
        "Pulse",
        "Pulse",
        "drama",
        "A first-year can only rest when her watch tells her that she has run.",
        "The watch's, then hers.",
        "To be seen before she collapses.",
        "What she is running from.",
        "Nobody diagnoses anybody.",
        "accepted",
        scripts.PULSE,
        "",
        ("#5a2b2b", "#160909"),
        261,
        (
            ("1", "1A", "FS", "dolly", "Running along the river"),
            ("1", "1B", "ECU", "static", "The watch: 180"),
            ("2", "2A", "WS", "static", "A silent lecture hall"),
            ("3", "3A", "MS", "dolly", "Two people walking at night"),
        ),
    ),
    Story(
        "우산",
        "남겨진 우산",
        "멜로",
        "분실물 보관소의 우산들이 주인을 한 사람씩 떠올린다.",
        "보관소 직원.",
        "오늘 자정이면 모두 버려진다.",
        "직원의 우산은 어디에 있는지.",
        "회상 장면 없이 우산만 찍는다.",
        "accepted",
        scripts.WAITING_ROOM_1.replace("대기실", "남겨진 우산"),
        "",
        ("#2c4564", "#0a1320"),
        147,
        SHOTS_NIGHT[:4],
    ),
    Story(
        "Ward Seven",
        "Three Beds",
        "ghost story",
        "A cleaner in a ward keeps a bed for somebody only he seems to serve.",
        "The cleaner's, who has seen every patient leave.",
        "Whether the third bed may be given away.",
        "Who slept there.",
        "The ghost is never shown, and nobody is frightened.",
        "cut",
        scripts.THREE_BEDS,
        "",
        ("#4a4a36", "#12120b"),
        130,
        SHOTS_THREE,
    ),
    Story(
        "거울",
        "거울 앞에서",
        "심리극",
        "실습 첫날, 거울 속의 가운이 자기보다 먼저 움직인다.",
        "처음 흰 가운을 입은 학생.",
        "환자 앞에서 무엇을 흉내 내고 있는지 들킬까 봐.",
        "거울 속 사람이 누구인지.",
        "특수효과 없이 두 배우의 박자로만.",
        "production",
        scripts.NIGHT_SHIFT.replace("야간 근무", "거울 앞에서").replace("편의점", "탈의실"),
        "",
        ("#5b4a5f", "#171018"),
        233,
        SHOTS_WAITING[:6],
    ),
    Story(
        "막차",
        "마지막 버스",
        "판타지",
        "매일 막차를 놓칠 뻔하는 학생과, 매일 기다려 주는 기사의 마지막 밤.",
        "늘 뛰는 학생.",
        "오늘이 기사의 마지막 운행이라는 것.",
        "기사가 내리는 곳.",
        "버스 밖으로 나가지 않는다.",
        "scenario",
        scripts.LAST_BUS,
        "",
        ("#3d4a2c", "#0f130a"),
        208,
        SHOTS_NIGHT[:3],
    ),
    Story(
        "Team Eight",
        "",
        "documentary",
        "A day in the anatomy building, told only by its doors.",
        "The doors'.",
        "",
        "",
        "",
        "topic",
    ),
)

BUDGET: tuple[tuple[str, str, int, int, int | None], ...] = (
    ("식비", "촬영 1일 차 점심", 8, 7500, 58500),
    ("식비", "촬영 2일 차 김밥", 16, 3500, None),
    ("소품", "투명 우산", 2, 6000, 11000),
    ("소품", "중고 병원 의자 대여", 1, 20000, 20000),
    ("교통", "버스 (왕복)", 16, 1500, 24000),
    ("장비", "핀 마이크 대여", 1, 15000, None),
)
"""Category, item, quantity, unit price, what was really paid: in won."""

NOTES: tuple[tuple[str, int, int, str, str | None, str], ...] = (
    (
        "1",
        15,
        15,
        "화난 얼굴이 여러 번 나옵니다. 어떤 화인가요, 누구에게 난 화인가요?",
        "간호사(30대)가 젖은 신발로 지나간다. 멈추지 않는다.",
        "표정 대신 신발을 보게 했습니다.",
    ),
    (
        "2",
        30,
        30,
        "두 번째 화난 얼굴입니다. 문을 여는 소리만으로 충분하지 않을까요?",
        None,
        "우산을 거는 동작으로 바꿨어요.",
    ),
    ("3", 34, 37, "시계가 말없이 다 말해 줍니다. 그대로 두세요.", None, ""),
)
"""Scene, first and last line, the instructor's note, another wording, the team's answer."""
REMARKS = (
    "이 감정을 카메라로 어떻게 찍나요? 보이는 것으로 바꿔 보세요.",
    "대사를 반으로 줄여 보세요. 무엇이 남나요?",
    "누구의 이야기인지 첫 씬에서 보여 주세요.",
)
"""What the instructor writes again and again."""
PEER_NOTES = (
    ("1", "기사님이 왜 매일 기다려 주는지 궁금해져요. 대사 없이 한 번만 보여 주면 어떨까요?"),
    ("2", "빈자리마다 불이 들어와 있는 그림이 좋아요. 이 장면을 처음에 두면 더 무서울 것 같아요."),
)
"""What two other teams say about the book that waits: the scene and the words."""
