"""What the demonstration's teams wrote about their scenes: by film, scene by scene."""

from collections.abc import Mapping

Scenes = tuple[Mapping[str, str], ...]

WAITING: Scenes = (
    {
        "props": "비상구 표시등, 심전도 모니터(소리만)",
        "wardrobe": "민수: 젖은 운동화, 회색 후드",
        "makeup": "젖은 머리",
        "sound": "심전도 소리, 먼 발소리",
        "equipment": "초록 젤 필터",
        "story_day": "1일 밤",
        "continuity": "신발은 끝까지 젖어 있다. 복도 형광등은 모두 끈다.",
    },
    {
        "props": "플라스틱 의자 여덟 개, 젖은 우산",
        "wardrobe": "지우: 교복 위에 얇은 카디건",
        "sound": "빗소리, 우산에서 물 떨어지는 소리",
        "equipment": "물뿌리개",
        "story_day": "1일 밤",
        "continuity": "우산 물이 민수의 신발 쪽으로 흐른다. 물웅덩이를 사진으로 남긴다.",
    },
    {
        "props": "빈 우산",
        "wardrobe": "민수와 지우: 1, 2번 씬과 같은 옷, 조금 마른 상태",
        "sound": "세탁실 환풍기",
        "music": "피아노 한 음",
        "equipment": "스모그 머신",
        "story_day": "2일 새벽",
        "continuity": "시계탑은 나중에 좌우를 뒤집는다.",
    },
)
NIGHT: Scenes = (
    {
        "props": "의대 교재, 바코드 스캐너",
        "wardrobe": "유나: 편의점 조끼",
        "sound": "형광등 소리, OFF 목소리",
        "story_day": "1일 밤",
    },
    {"cast": "아이(7)", "props": "손전등, 종이 상자", "equipment": "작은 LED 조명", "story_day": "1일 밤"},
    {"extras": "버스 기사", "vehicles": "첫차(시내버스)", "sound": "버스 지나가는 소리", "story_day": "2일 새벽"},
)
BEDS: Scenes = (
    {
        "props": "mop, three beds, bucket",
        "extras": "a sleeping patient",
        "makeup": "Old man: grey stubble",
        "story_day": "Night 1",
    },
    {
        "props": "mop, folded white coat",
        "wardrobe": "First-year: name badge",
        "sound": "wringing water",
        "story_day": "Night 1",
    },
    {"props": "mop, blanket turned down", "music": "none", "equipment": "reflector for the dawn", "story_day": "Day 2"},
)
BUS: Scenes = (
    {"vehicles": "시내버스", "props": "교통카드", "sound": "버스 문 닫히는 소리", "story_day": "1일 밤"},
    {"vehicles": "시내버스", "props": "하차 벨", "wardrobe": "기사: 정복과 장갑"},
)
PULSE: Scenes = (
    {"props": "running watch", "wardrobe": "Maya: running shoes", "sound": "breath, heartbeat", "story_day": "Day 1"},
    {"extras": "eight students", "props": "running watch, blackboard", "story_day": "Day 1"},
    {
        "props": "running watch",
        "equipment": "gimbal",
        "story_day": "Night 1",
        "continuity": "The watch goes to Hong's left hand.",
    },
)
ANALYSES: Mapping[str, Scenes] = {
    "대기실": WAITING,
    "남겨진 우산": WAITING[:2],
    "야간 근무": NIGHT,
    "거울 앞에서": NIGHT,
    "Three Beds": BEDS,
    "마지막 버스": BUS,
    "Pulse": PULSE,
}
"""A film's title → what is written about its scenes, as far as the team has come."""
