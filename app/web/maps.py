"""A plain link to a map: nothing of it is on our pages, and nobody is told who looks at them."""

from urllib.parse import quote

KOREA = frozenset({"Asia/Seoul", "Asia/Pyongyang"})


def map_of(place: str, spot: tuple[float, float] | None, timezone: str) -> str:
    """Give the address of a map of a place: by its degrees, else by searching its name.

    Korean maps know Korean places best; OpenStreetMap knows the rest.
    """
    words = f"{spot[0]:.6f},{spot[1]:.6f}" if spot else place
    if timezone in KOREA:
        return f"https://map.naver.com/p/search/{quote(words, safe='')}"
    if spot:
        north, east = (f"{one:.6f}" for one in spot)
        return f"https://www.openstreetmap.org/?mlat={north}&mlon={east}#map=17/{north}/{east}"
    return f"https://www.openstreetmap.org/search?query={quote(place, safe='')}"
