"""Where files are kept, by key: a local folder or an S3 bucket behind one small interface.

``open_storage(settings)`` gives a :class:`Storage`. Keys are like ``clips/12/ab34/720p.m3u8``, made by the server,
never by a person. A finished file never changes; a new version gets a new key.
"""

from app.core.settings import Settings
from app.storage.contract import Storage, check_key
from app.storage.local import LocalStorage

__all__ = ["LocalStorage", "Storage", "check_key", "open_storage"]


def open_storage(settings: Settings) -> Storage:
    """Open the storage that the settings name."""
    if settings.storage == "s3":
        from app.storage.bucket import BucketStorage  # noqa: PLC0415 -- obstore is loaded only where it is used

        return BucketStorage(settings)
    return LocalStorage(settings.media)
