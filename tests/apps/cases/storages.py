"""Storages that fail, as disks do."""

import errno

from django.core.files.storage import FileSystemStorage


class Full(FileSystemStorage):
    def _save(self, name, content):
        raise OSError(errno.ENOSPC, "No space left on device")


class Away(FileSystemStorage):
    def _save(self, name, content):
        raise OSError(errno.EIO, "Input/output error")
