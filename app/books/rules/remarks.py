"""Remarks that everybody who answers books may begin with: one or two for each lens of looking at a film. Pure data."""

from collections.abc import Sequence

from app.core.text import Text, say

LENS_REMARKS: Sequence[tuple[Text, Text]] = (
    (say("Perspective"), say("Whose eyes do we see this with? Try the same moment from the other person.")),
    (say("Language"), say("They say exactly what they feel. What would they say instead?")),
    (say("Silence"), say("Cut this line: the picture has said it already.")),
    (say("Power relations"), say("Who decides in this scene, and how do we see it without being told?")),
    (say("Context"), say("When and where is this? One thing in the room could tell us.")),
    (say("Alternative actions"), say("What else could they do here? Why do they not do it?")),
    (say("Picture"), say("I cannot film a feeling. What do we see and hear?")),
    (say("Doing it"), say("How will you shoot this with two phones and the time you have?")),
)
"""The lens and the remark."""
