"""Who speaks: names in capitals, and Hangul names, which have none.

A Hangul line over other lines may be a name or the first line of an action. What tells: the cast list, an ``@``
somewhere else, an age in brackets at the first appearance, an extension such as (N), a parenthetical below, the name
coming twice; and without any of these, its form.
"""

import re
from collections import Counter
from collections.abc import Collection, Sequence

LONGEST_CUE = 60
MOST_EXTENSIONS = 3
SENTENCE = 3
HANGUL = re.compile(r"[가-힣]")
HANGUL_NAME = re.compile(r"[가-힣A-Z][가-힣A-Z0-9.·&/,]{0,11}(?: ?[가-힣A-Z0-9#.·&/,]{1,8})?")
INTRODUCED = re.compile(r"(?<![가-힣])([가-힣]{2,4}) ?\((?:\d{1,2}[,)세대 ]|남|여)")
FORCED = re.compile(r"^[ \t]*@([^\n(^]{1,60})", re.MULTILINE)
ALONE = """
암전 침묵 정적 적막 사이 자막 타이틀 제목 끝 시작 몽타주 인서트 인써트 회상 플래시백 현재 과거 다시 갑자기 문득
잠시 이때 그때 그날 순간 이윽고 그리고 그러나 하지만 그래도 다음 새벽 아침 오전 점심 오후 저녁 한밤
페이드인 페이드아웃 디졸브 컷 화면 소리 효과음 음악
"""
BEFORE = """
한 두 세 네 몇 어느 그 이 저 긴 빈 텅 첫 같은 다음 며칠 잠시 늦은 이른 깊은 조용한 작은 큰 낡은 어두운 밝은
페이드 화면 시간 그날 이때
"""
AFTER = "하나 둘 셋 후 뒤 전 동안 사이 앞 옆 위 아래 안 밖 쪽 소리 얼굴 손 발 날 밤 아침 낮 새벽 인 아웃 시 분 개"
NO_NAMES, FIRSTS, SECONDS = frozenset(ALONE.split()), frozenset(BEFORE.split()), frozenset(AFTER.split())
"""Words that stand alone in action and name nobody; that come before a noun, or after one, in action."""
ENDINGS = ("다", "요", "까", "죠", "네", "음", "지")
ADVERBS = ("에서", "으로", "까지", "부터", "처럼", "하게", "히", "하며", "하고", "지만", "위로", "에는")


def bare(cue: str) -> str:
    """Give the name without extensions such as (V.O.) and without the mark of the right-hand speaker."""
    name = cue.removesuffix("^").rstrip()
    for _ in range(MOST_EXTENSIONS):
        begin = name.rfind("(") if name.endswith(")") else -1
        if begin <= 0:
            break
        name = name[:begin].rstrip()
    return name


class Cast:
    """What is known about the names of a screenplay before it is taken apart."""

    def __init__(self, text: str, places: Sequence[str], known: Collection[str]) -> None:
        """Gather: ``places`` are the lines that stand over others, where names may be."""
        self.known = {name.strip() for name in known} - {""}
        self.counts: Counter[str] = Counter()
        if HANGUL.search(text):
            self.known |= {name.strip() for name in FORCED.findall(text)} | set(INTRODUCED.findall(text))
            self.counts.update(bare(place) for place in places)

    def names(self, line: str, below: str) -> bool:
        """Tell whether a line that stands over ``below`` names who speaks."""
        if len(line) > LONGEST_CUE:
            return False
        name = bare(line)
        if not HANGUL.search(name):
            return name.isupper() or (bool(name) and name in self.known)
        if name in self.known:
            return True
        if not HANGUL_NAME.fullmatch(name):
            return False
        return len(name) < len(line.removesuffix("^").rstrip()) or below.startswith("(") or self._formed(name)

    def _formed(self, name: str) -> bool:
        """Judge by the form, and by how often it comes."""
        first, _, second = name.partition(" ")
        if name in NO_NAMES or (len(name) >= SENTENCE and name.endswith((*ENDINGS, *ADVERBS))):
            return False
        if self.counts[name] > 1:
            return second not in SECONDS
        return first not in FIRSTS and second not in SECONDS if second else True
