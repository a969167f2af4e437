"""Storyboard frames of the demonstration course: what a hasty hand draws for a shot of each size."""

from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image, ImageDraw
from sqlmodel import Session

from app.books import actions, queries
from app.books.rules import SectionKind
from app.people.rules import Actor
from app.storage import Storage

WIDTH, HEIGHT = 960, 540
INK, FAR, RED = (24, 24, 24), (138, 138, 138), (200, 16, 46)
TALL = {"EWS": 0.25, "WS": 0.45, "FS": 0.75, "MLS": 1.05, "MS": 1.4, "MCU": 2.0, "CU": 3.0, "ECU": 4.6, "POV": 0.4}
"""How tall a person is in a shot, in heights of the picture."""
STILL = ("", "static")


def draw(session: Session, storage: Storage, director: Actor, team_id: int) -> None:
    """Draw the frames of a team's shots, but for the last one, which waits to be drawn."""
    book = queries.book_page(session, director, team_id, (SectionKind.SHOTS,))
    with TemporaryDirectory() as folder:
        for place, shot in enumerate(book.rows(SectionKind.SHOTS)[:-1]):
            made = Path(folder, "frame.jpg")
            frame(shot["size"], shot["movement"], place).save(made, "JPEG", quality=80)
            key = f"books/{book.book_id}/shots/demo{shot.id}/picture.jpg"
            storage.put(key, made)
            actions.put_frame(session, director, team_id, shot.id, key)


def frame(size: str, movement: str, place: int) -> Image.Image:
    """Draw a frame: people by the size of the shot, a red arrow for a camera that moves."""
    paper = Image.new("RGB", (WIDTH, HEIGHT), "white")
    pen = ImageDraw.Draw(paper)
    tall = TALL.get(size, 0.8)
    if tall < 1:
        pen.line([(0, 430), (WIDTH, 424)], fill=FAR, width=3)
        pen.line([(WIDTH // 3, 60), (WIDTH // 3, 429)], fill=FAR, width=3)
    if size == "insert":
        pen.rounded_rectangle((300, 180, 660, 380), 90, outline=INK, width=7)
        pen.line([(300, 290), (660, 290)], fill=INK, width=4)
    else:
        _person(pen, (0.38, 0.6, 0.5)[place % 3] * WIDTH, tall)
    if size == "OTS":
        pen.ellipse((60, 90, 330, 400), fill="white", outline=INK, width=9)
        pen.arc((-60, 360, 450, 900), 180, 360, fill=INK, width=9)
    if movement not in STILL:
        pen.line([(620, 480), (840, 480)], fill=RED, width=7)
        pen.line([(800, 455), (842, 480), (800, 505)], fill=RED, width=7, joint="curve")
    return paper


def _person(pen: ImageDraw.ImageDraw, x: float, tall: float) -> None:
    """Draw somebody: those who stand far off stand on the floor, near ones begin below the picture's upper edge."""
    height = tall * HEIGHT
    head = height * 0.075
    top = 440 - height if tall < 1 else HEIGHT * 0.14
    wide = max(3, int(4 + tall * 2))
    neck, hip = top + 2 * head, top + height * 0.52
    pen.ellipse((x - head, top, x + head, neck), outline=INK, width=wide)
    shoulders = [
        (x - 1.9 * head, hip),
        (x - 1.7 * head, neck + head),
        (x, neck + head * 0.3),
        (x + 1.7 * head, neck + head),
    ]
    pen.line([*shoulders, (x + 1.9 * head, hip)], fill=INK, width=wide, joint="curve")
    for side in (-1, 1):
        pen.line([(x + side * 0.6 * head, hip), (x + side * head, top + height)], fill=INK, width=wide)
    if tall > 1:
        for eye in (x - 0.4 * head, x + 0.4 * head):
            pen.ellipse((eye - 4, top + head * 0.8, eye + 4, top + head * 0.8 + 9), fill=INK)
