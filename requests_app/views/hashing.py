"""An upload that is only measured: its SHA-256 is taken as it arrives, and not a byte is kept."""

import hashlib
from typing import Any

from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

MEGABYTE = 1024 * 1024
#: The largest file of ours is a signed scan of 20 MB.
LARGEST = 25 * MEGABYTE


class HashingHandler(FileUploadHandler):
    """Takes the place of Django's handlers, which would write to memory or to the disk's temporary folder."""

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.digest = hashlib.sha256()
        self.size = 0
        self.files = 0
        self.too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.files += 1
        if self.files > 1:
            raise StopUpload(connection_reset=False)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.size += len(raw_data)
        if self.size > LARGEST:
            self.too_large = True
            raise StopUpload(connection_reset=False)
        self.digest.update(raw_data)

    def file_complete(self, file_size: int) -> None:
        """Nothing is handed on: request.FILES stays empty."""

    @property
    def sha256(self) -> str:
        """Empty when nothing arrived or the file was too large."""
        return self.digest.hexdigest() if self.size and not self.too_large else ""
