"""How moments, lengths, sizes and money are shown: filters for templates, in the reader's language."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime, format_time, format_timedelta, get_day_names
from babel.numbers import format_currency, format_decimal, get_currency_precision
from markupsafe import Markup

from app.core import clock
from app.core.text import language, say

NEAR = timedelta(hours=36)
NOW = timedelta(seconds=45)
KIB = 1024


def weekdays() -> list[tuple[str, str]]:
    """Give the days of the week from Monday on, short and long: ("Mo", "Monday")."""
    short, wide = (get_day_names(width, locale=language()) for width in ("short", "wide"))
    return [(short[day], wide[day]) for day in range(7)]


def local(moment: datetime, timezone: str = "UTC") -> datetime:
    """Give the moment in the course's time zone."""
    return moment.astimezone(ZoneInfo(timezone))


def exact(moment: datetime, timezone: str = "UTC") -> str:
    """Write a moment out: "Thu, Nov 26, 2026, 18:00"."""
    here = local(moment, timezone)
    pattern = "y년 M월 d일 (EEE) HH:mm" if language() == "ko" else "EEE d MMM y, HH:mm"
    return format_datetime(here, pattern, locale=language())


def brief(moment: datetime, timezone: str = "UTC") -> str:
    """Write a moment briefly: relative when near ("in 3 hours"), else day and time."""
    distance = moment - clock.now()
    if abs(distance) < NOW:
        return str(say("just now"))
    if abs(distance) < NEAR:
        return format_timedelta(distance, add_direction=True, locale=language(), granularity="minute")
    pattern = "M월 d일 (EEE) HH:mm" if language() == "ko" else "EEE d MMM, HH:mm"
    return format_datetime(local(moment, timezone), pattern, locale=language())


def when(moment: datetime | None, timezone: str = "UTC") -> Markup:
    """Show a moment as ``<time>``: brief to read, exact on hover and for screen readers."""
    if moment is None:
        return Markup("")
    return Markup('<time datetime="{}" title="{}">{}</time>').format(
        moment.isoformat(timespec="seconds"), exact(moment, timezone), brief(moment, timezone)
    )


def day(value: date | datetime | str, timezone: str = "UTC") -> str:
    """Show a day, also one that is written "2026-11-26": "Thu 26 Nov"."""
    if isinstance(value, str):
        value = date.fromisoformat(value)
    shown = local(value, timezone).date() if isinstance(value, datetime) else value
    return format_date(shown, "M월 d일 (EEE)" if language() == "ko" else "EEE d MMM", locale=language())


def oclock(moment: datetime, timezone: str = "UTC") -> str:
    """Show the time of day: "18:04"."""
    return format_time(local(moment, timezone), "HH:mm", locale=language())


def duration(seconds: float | None) -> str:
    """Show a length: 522 → "8:42", 3725 → "1:02:05", nothing → "–"."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def span(length: timedelta) -> str:
    """Write a length of time roughly: "2 hours"."""
    return format_timedelta(length, locale=language(), granularity="minute")


def size(count: int) -> str:
    """Show bytes: 1536 → "1.5 KB" (steps of 1024)."""
    value = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if value < KIB:
            return f"{value:.0f} {unit}" if unit == "B" or value >= 10 else f"{value:.1f} {unit}"  # noqa: PLR2004
        value /= KIB
    return f"{value:.1f} TB"


def money(amount: int, currency: str) -> str:
    """Show minor units as money: (12000, "KRW") → "₩12,000"; (1250, "EUR") → "€12.50"."""
    places = get_currency_precision(currency)
    return format_currency(Decimal(amount).scaleb(-places), currency, locale=language())


def number(value: float) -> str:
    """Show a number with the language's separators."""
    return format_decimal(value, locale=language())
