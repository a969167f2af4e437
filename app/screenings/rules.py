"""The programme's clock, its warnings, and what each command does to the room. Pure: times come in as arguments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from app.core.text import Text, say


class ScreeningState(StrEnum):
    """How far the night is."""

    PLANNED = "planned"
    LIVE = "live"
    ENDED = "ended"


class SlotKind(StrEnum):
    """What an item of the programme is."""

    WELCOME = "welcome"
    FILM = "film"
    POSTSCRIPT = "postscript"
    DISCUSSION = "discussion"
    BREAK = "break"
    END = "end"


class Phase(StrEnum):
    """What the projector shows of the current item."""

    CARD = "card"
    COUNTDOWN = "countdown"
    PLAYING = "playing"
    PAUSED = "paused"
    AFTER = "after"


class Command(StrEnum):
    """What a conductor may do; ``ENDED`` and ``SETTLE`` are the projector's words: the film is over, or was held up."""

    START = "start"
    PLAY = "play"
    PAUSE = "pause"
    NEXT = "next"
    BACK = "back"
    REPEAT = "repeat"
    ENDED = "ended"
    SETTLE = "settle"
    FINISH = "finish"


COUNTDOWN = timedelta(seconds=5)
"""From the press of Play to the first picture: time for every page to load and to look up."""
LEAD = timedelta(seconds=1.5)
"""A resumed film starts this much later everywhere, so that the network's delay does not matter (FRONT.md)."""
HELD_UP = 15.0
"""So many seconds at most does the room wait for its projector; a page that is further off is lost, and catches up."""
CLASS_MINUTES = 100
PLANNED_SECONDS = {
    SlotKind.WELCOME: 300,
    SlotKind.POSTSCRIPT: 240,
    SlotKind.DISCUSSION: 300,
    SlotKind.BREAK: 600,
    SlotKind.END: 120,
}


@dataclass(frozen=True, slots=True)
class Item:
    """A slot as the rules see it; ``seconds`` is its planned length."""

    id: int
    kind: SlotKind
    seconds: int


@dataclass(frozen=True, slots=True)
class Room:
    """The room's state: which slot, what of it, from when on. ``position`` is the film's second at ``at``."""

    state: ScreeningState
    slot_id: int | None
    phase: Phase
    position: float
    at: datetime | None
    rev: int

    def second(self, now: datetime) -> float:
        """Give the second of the film that is on now."""
        if self.phase is not Phase.PLAYING or self.at is None:
            return self.position
        return self.position + max(0.0, (now - self.at).total_seconds())


def obey(
    room: Room, command: Command, items: Sequence[Item], now: datetime, position: float | None = None
) -> Room | None:
    """Give the room after a command; None when the command means nothing now. ``rev`` always rises.

    ``position`` is the second of the film at which the projector is, for ``SETTLE``: where its picture waited for the
    network, the room waits with it, for an audience would rather see a film late than miss a part of it.
    """
    made = _settled(room, position, now) if command is Command.SETTLE else _obeyed(room, command, items, now)
    return replace(made, rev=room.rev + 1) if made else None


def _obeyed(room: Room, command: Command, items: Sequence[Item], now: datetime) -> Room | None:  # noqa: PLR0911 -- a table
    order = [item.id for item in items]
    place = order.index(room.slot_id) if room.slot_id in order else -1
    if command is Command.START:
        return _card(room, order[0], now) if order and room.state is not ScreeningState.LIVE else None
    if room.state is not ScreeningState.LIVE:
        return None
    if command is Command.FINISH:
        return replace(room, state=ScreeningState.ENDED, phase=Phase.AFTER, at=now)
    if command is Command.NEXT:
        if place + 1 < len(order):
            return _card(room, order[place + 1], now)
        return replace(room, state=ScreeningState.ENDED, phase=Phase.AFTER, at=now)
    if command is Command.BACK:
        return _card(room, order[place - 1], now) if place > 0 else None
    film = place >= 0 and items[place].kind is SlotKind.FILM
    return _film(room, command, now) if film else None


def _film(room: Room, command: Command, now: datetime) -> Room | None:
    if command is Command.REPEAT:
        return replace(room, phase=Phase.PLAYING, position=0.0, at=now + COUNTDOWN)
    if command is Command.PLAY and room.phase in (Phase.CARD, Phase.PAUSED):
        wait = LEAD if room.phase is Phase.PAUSED else COUNTDOWN
        return replace(room, phase=Phase.PLAYING, at=now + wait)
    if command is Command.PAUSE and room.phase is Phase.PLAYING:
        return replace(room, phase=Phase.PAUSED, position=room.second(now), at=now)
    if command is Command.ENDED and room.phase is Phase.PLAYING:
        return replace(room, phase=Phase.AFTER, position=room.second(now), at=now)
    return None


def _settled(room: Room, position: float | None, now: datetime) -> Room | None:
    on = room.state is ScreeningState.LIVE and room.phase is Phase.PLAYING and room.at is not None and room.at <= now
    if not on or position is None or abs(room.second(now) - position) > HELD_UP:
        return None
    return replace(room, position=position, at=now)


def _card(room: Room, slot_id: int, now: datetime) -> Room:
    return replace(room, state=ScreeningState.LIVE, slot_id=slot_id, phase=Phase.CARD, position=0.0, at=now)


def running_clock(starts_at: datetime, items: Iterable[Item]) -> list[datetime]:
    """Give the time at which each item begins when all keep to their length."""
    times, now = [], starts_at
    for item in items:
        times.append(now)
        now += timedelta(seconds=item.seconds)
    return times


def warnings(
    starts_at: datetime,
    items: Sequence[Item],
    exam: tuple[datetime | None, datetime | None],
    without_master: Sequence[str],
) -> list[Text]:
    """Say what is odd about a programme; nothing here stops anybody."""
    found: list[Text] = []
    total = sum(item.seconds for item in items)
    if total > CLASS_MINUTES * 60:
        found.append(
            say(
                "The programme takes %(minutes)s minutes; a class has %(limit)s.",
                minutes=round(total / 60),
                limit=CLASS_MINUTES,
            )
        )
    if not any(item.kind is SlotKind.FILM for item in items):
        found.append(say("No film is in the programme yet."))
    begins, ends = exam
    if begins and ends and begins - timedelta(days=7) <= starts_at <= ends:
        found.append(say("The night is close to the exam period."))
    found += [say("“%(film)s” has no screening file yet; its preview will play.", film=name) for name in without_master]
    return found
