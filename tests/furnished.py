"""A world with one of everything, for tests that walk every address: ``furnish(database, world)``."""

from datetime import date, timedelta

from sqlmodel import Session, SQLModel

from app.books.history.rules import EditKind
from app.books.models import (
    Article,
    Booking,
    Book,
    BudgetLine,
    CastingRow,
    Edit,
    Intake,
    Note,
    Pitch,
    PitchVote,
    Place,
    PlacePhoto,
    ProductionStep,
    SavedRemark,
    Scenario,
    SceneSheet,
    SharedItem,
    ShootingDay,
    Shot,
    Strip,
    Submission,
)
from app.books.queries import PITCH_FIELDS
from app.books.rules import SectionKind, SubmissionState
from app.core import clock, ids
from app.core.db import Database
from app.courses.models import ClassMeeting, Material, Milestone
from app.courses.rules import MaterialKind, MilestoneKind
from app.feedback.models import Answer, FeedbackForm, Prompt, Release, Response
from app.feedback.rules import PromptKind
from app.footage.models import Clip, ClipNote, Cut, Take, Upload
from app.footage.rules import CutKind, CutState
from app.jobs.rules import WorkState
from app.journal import actions as journal
from app.journal.models import Notice
from app.people.models import ApiToken, SignInLink
from app.people.rules import LinkPurpose
from app.screenings.models import Guest, Screening, Slot
from app.screenings.rules import SlotKind
from app.teams.joining.rules import CallKind
from app.teams.models import CalendarFeed, Call, Companion, KeepApart, Proposal, ProposalPlace, Swap, Wish
from tests.worlds import World

GUEST_SECRET = "guest-secret-of-the-furnished-world"
CANARY = "Canary Zilpzalp"


def furnish(database: Database, world: World) -> dict[str, object]:
    """Write one of everything for team 1; returns what fills the places of an address, by their names."""
    with database.writing() as session:
        return _Furniture(session, world).fill()


class _Furniture:
    def __init__(self, session: Session, world: World) -> None:
        self.session, self.world, self.now = session, world, clock.now()

    def add(self, row: SQLModel) -> int:
        self.session.add(row)
        self.session.flush()
        return row.id  # type: ignore[attr-defined]

    def fill(self) -> dict[str, object]:
        ids_of: dict[str, object] = {
            "ending": "xml",
            "finding": "shaky",
            "course_id": self.world.course_id,
            "team_id": self.world.team_id,
            "person_id": self.world.lee.person_id,
            "role": "editor",
        }
        ids_of |= self.course() | self.book() | self.footage()
        self.wishes()
        ids_of |= self.calls()
        ids_of |= self.night(ids_of["cut_id"])
        return ids_of | self.people()

    def course(self) -> dict[str, object]:
        course_id, now = self.world.course_id, self.now
        meeting = self.add(ClassMeeting(course_id=course_id, number=1, title="Film theory", starts_at=now))
        material = self.add(
            Material(meeting_id=meeting, kind=MaterialKind.TEXT, title="Genres", text="…", created_at=now)
        )
        milestone = self.add(
            Milestone(
                course_id=course_id, kind=MilestoneKind.BOOK, title="Production book", due_at=now + timedelta(days=3)
            )
        )
        return {"meeting_id": meeting, "material_id": material, "milestone_id": milestone}

    def wishes(self) -> None:
        wish = self.add(
            Wish(
                course_id=self.world.course_id,
                person_id=self.world.kim.person_id,
                ranked=["camera", "editor"],
                experience={"editing": 2},
                free=[1, 2, 9],
                words="Fridays are bad.",
                updated_at=self.now,
            )
        )
        self.add(Companion(wish_id=wish, person_id=self.world.lee.person_id))
        self.add(KeepApart(wish_id=wish, person_id=self.world.loner.person_id))

    def calls(self) -> dict[str, object]:
        world, now = self.world, self.now
        call = self.add(
            Call(
                kind=CallKind.ASKED,
                team_id=world.team_id,
                person_id=world.loner.person_id,
                words="I can edit.",
                created_at=now,
            )
        )
        swap = self.add(
            Swap(
                course_id=world.course_id,
                asker_id=world.kim.person_id,
                other_id=world.park.person_id,
                created_at=now,
            )
        )
        proposal = self.add(
            Proposal(course_id=world.course_id, number=1, created_at=now, value=12, bound=10, seconds=3.5)
        )
        for who, number, role in ((world.kim, 1, "director"), (world.lee, 2, "editor"), (world.park, 2, "director")):
            self.add(ProposalPlace(proposal_id=proposal, person_id=who.person_id, team_number=number, roles=[role]))
        return {"call_id": call, "swap_id": swap, "proposal_id": proposal}

    def book(self) -> dict[str, object]:
        team_id, course_id, now = self.world.team_id, self.world.course_id, self.now
        self.add(PitchVote(course_id=course_id, secret="s", ends_at=now + timedelta(days=1)))
        book = self.add(Book(team_id=team_id, course_id=course_id))
        self.add(Pitch(book_id=book, title="The Waiting Room", logline="Two wait.", version=1))
        self.add(Scenario(book_id=book, text="INT. WARD - NIGHT\n\nA bed.\n", version=1))
        self.add(
            SceneSheet(book_id=book, position=1, scene="1", heading="INT. WARD - NIGHT", text="A bed.", props="bed")
        )
        day = self.add(
            ShootingDay(
                book_id=book, team_id=team_id, position=1, day=now.date(), call="09:00", wrap="17:00", place="Ward"
            )
        )
        strip = self.add(Strip(book_id=book, position=1, day_id=day, scene="1", heading="INT. WARD - NIGHT"))
        shot = self.add(Shot(book_id=book, team_id=team_id, position=1, scene="1", number="1A"))
        line = self.add(BudgetLine(book_id=book, position=1, item="Umbrella", unit_price=6000))
        self.add(ProductionStep(book_id=book, position=1, what="Write"))
        self.add(CastingRow(book_id=book, position=1, part="KIM"))
        place = self.add(Place(book_id=book, position=1, name="Ward"))
        self.add(Article(book_id=book, position=1, item="Lamp"))
        item = self.add(SharedItem(course_id=course_id, name="Boom", quantity=1))
        lent_on = date(2030, 1, 2)
        booking = self.add(Booking(item_id=item, team_id=team_id, first_on=lent_on, last_on=lent_on, created_at=now))
        photo = self.add(
            PlacePhoto(place_id=place, key="books/1/places/x/picture.jpg", width=4, height=3, created_at=now)
        )
        pitch = dict.fromkeys(PITCH_FIELDS, "words")
        content = {"pitch": pitch, "scenario": "INT. WARD - NIGHT\n", "shots": [], "budget": []}
        first, submission = (
            self.add(
                Submission(
                    book_id=book,
                    team_id=team_id,
                    course_id=course_id,
                    number=number,
                    content=content,
                    content_hash=str(number) * 64,
                    state=state,
                    submitted_at=now,
                    submitted_by=self.world.kim.person_id,
                )
            )
            for number, state in ((1, SubmissionState.CHANGES), (2, SubmissionState.WAITING))
        )
        assert first < submission
        note = self.add(
            Note(
                submission_id=submission,
                section=SectionKind.SCENARIO,
                line=1,
                text="Which ward?",
                author_id=self.world.prof.person_id,
                created_at=now,
                sent_at=now,
            )
        )
        edit = self.add(
            Edit(
                book_id=book,
                rev=1,
                section=SectionKind.PITCH,
                field="logline",
                kind=EditKind.CHANGED,
                before="One waits.",
                after="Two wait.",
                person_id=self.world.kim.person_id,
                begun_at=now,
                at=now,
            )
        )
        remark = self.add(SavedRemark(person_id=self.world.prof.person_id, text="What do we see?", created_at=now))
        intake = self.add(
            Intake(
                book_id=book,
                team_id=team_id,
                section=SectionKind.SHOTS,
                before={"added": []},
                after={"count": 0},
                made_at=now,
            )
        )
        return {
            "book_id": book,
            "edit_id": edit,
            "intake_id": intake,
            "section": "pitch",
            "shot_id": shot,
            "photo_id": photo,
            "item_id": item,
            "booking_id": booking,
            "line_id": line,
            "table": "shots",
            "row_id": shot,
            "day_id": day,
            "strip_id": strip,
            "step": "up",
            "stage": "production",
            "secret": GUEST_SECRET,
            "submission_id": submission,
            "note_id": note,
            "remark_id": remark,
        }

    def clip(self) -> int:
        return self.add(
            Clip(
                team_id=self.world.team_id,
                file_name="IMG_1.mov",
                original_key="nowhere",
                bytes=10,
                created_at=self.now,
                state=WorkState.READY,
                seconds=8.0,
                warnings=[{"kind": "shaky", "level": "warn", "value": 3.0, "start": 1.0, "end": 4.0}],
                uploaded_by=self.world.kim.person_id,
            )
        )

    def footage(self) -> dict[str, object]:
        world, now = self.world, self.now
        clip = self.clip()
        take = self.add(Take(team_id=world.team_id, clip_id=clip, created_at=now, created_by=world.kim.person_id))
        other_take = self.add(Take(team_id=world.team_id, clip_id=self.clip(), number=2, created_at=now))
        note = self.add(ClipNote(clip_id=clip, frame=30, text="Focus", author_id=world.lee.person_id, created_at=now))
        cut = self.add(
            Cut(
                team_id=world.team_id,
                course_id=world.course_id,
                clip_id=self.clip(),
                number=1,
                kind=CutKind.FINAL,
                state=CutState.ACCEPTED,
                submitted_at=now,
            )
        )
        other_cut = self.add(
            Cut(
                team_id=world.team_id,
                course_id=world.course_id,
                clip_id=self.clip(),
                number=2,
                kind=CutKind.ROUGH,
                submitted_at=now,
            )
        )
        token = ids.short()
        upload = self.add(
            Upload(
                token=token,
                team_id=world.team_id,
                person_id=world.kim.person_id,
                length=10,
                created_at=now,
                expires_at=now + timedelta(days=1),
            )
        )
        return {
            "clip_id": clip,
            "take_id": take,
            "other_take_id": other_take,
            "clip_note_id": note,
            "cut_id": cut,
            "other_cut_id": other_cut,
            "upload_id": upload,
            "upload": token,
        }

    def night(self, cut: object) -> dict[str, object]:
        world, now = self.world, self.now
        screening = self.add(Screening(course_id=world.course_id, title="Tonight", starts_at=now, created_at=now))
        slot = self.add(
            Slot(
                screening_id=screening,
                position=1,
                kind=SlotKind.FILM,
                title="The Waiting Room",
                seconds=8,
                team_id=world.team_id,
                cut_id=cut,
            )
        )
        guest = self.add(
            Guest(
                screening_id=screening,
                name="A parent",
                token_hash=ids.digest(GUEST_SECRET),
                created_at=now,
                expires_at=now + timedelta(days=2),
            )
        )
        form = self.add(FeedbackForm(course_id=world.course_id, title="After the film", created_at=now))
        prompt = self.add(Prompt(form_id=form, position=1, kind=PromptKind.TEXT, text_en="What stayed?"))
        response = self.add(
            Response(
                form_id=form,
                screening_id=screening,
                slot_id=slot,
                team_id=world.team_id,
                person_id=world.park.person_id,
                created_at=now,
                sent_at=now,
            )
        )
        self.add(Answer(response_id=response, prompt_id=prompt, text="The shoes."))
        release = self.add(Release(slot_id=slot, team_id=world.team_id, released_at=now))
        return {
            "screening_id": screening,
            "slot_id": slot,
            "guest_id": guest,
            "form_id": form,
            "prompt_id": prompt,
            "response_id": response,
            "release_id": release,
        }

    def people(self) -> dict[str, object]:
        world, now = self.world, self.now
        token = self.add(
            ApiToken(person_id=world.kim.person_id, name="script", token_hash=ids.digest("kim-token"), created_at=now)
        )
        self.add(
            SignInLink(
                person_id=world.loner.person_id,
                token_hash=ids.digest("loner-link"),
                purpose=LinkPurpose.SIGN_IN,
                created_at=now,
                expires_at=now + timedelta(days=1),
            )
        )
        feed = self.add(
            CalendarFeed(person_id=world.kim.person_id, token_hash=ids.digest("kim-calendar"), created_at=now)
        )
        entry = journal.record(
            self.session, world.prof, "book.answered", course_id=world.course_id, team_id=world.team_id
        )
        notice = self.add(Notice(person_id=world.kim.person_id, entry_id=entry.id, href="/"))
        ids_of = {"token_id": token, "entry_id": entry.id, "notice_id": notice, "feed_id": feed}
        return ids_of | {"token": "loner-link", "feed": "kim-calendar", "login_id": 1}
