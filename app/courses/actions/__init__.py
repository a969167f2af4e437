"""Writes of the courses room. None commits."""

from app.courses.actions.joining import close_joining, join_course, open_joining
from app.courses.actions.making import copy_course, make_course
from app.courses.actions.materials import Brought, add_file, add_material, remove_material
from app.courses.actions.planning import (
    add_class,
    add_milestone,
    archive_course,
    change_class,
    change_milestone,
    change_settings,
    remove_class,
    remove_milestone,
)

__all__ = [
    "Brought",
    "add_class",
    "add_file",
    "add_material",
    "add_milestone",
    "archive_course",
    "change_class",
    "change_milestone",
    "change_settings",
    "close_joining",
    "copy_course",
    "join_course",
    "make_course",
    "open_joining",
    "remove_class",
    "remove_material",
    "remove_milestone",
]
