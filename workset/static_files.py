"""Static files under names that change with their content, scripts that import one another too."""

import re
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from whitenoise.storage import CompressedManifestStaticFilesStorage

COMMENTS = {".js": re.compile(r"^[ \t]*//.*\n", re.MULTILINE), ".css": re.compile(r"/\*.*?\*/", re.DOTALL)}
INDENTS = re.compile(r"^\s+", re.MULTILINE)


class HashedFiles(CompressedManifestStaticFilesStorage):
    """Whitenoise's; in our own modules the names after `import` are hashed as well, those of libraries are theirs.

    Our own scripts and sheets are served without comments and indents: those are a fifth of what a phone would load.
    """

    # A name is known once the names in its file are known: one pass for each step of the longest chain of imports.
    max_post_process_passes = 25

    # Django's own switch for it (support_js_module_import_aggregation) would go through every library's script too.
    patterns = (
        *CompressedManifestStaticFilesStorage.patterns,
        ("js/*.js", CompressedManifestStaticFilesStorage._js_module_import_aggregation_patterns[1]),
    )

    def post_process(self, paths: dict[str, Any], dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Django's and Whitenoise's, of our own files as they are to be served.

        No source map stays: they are the largest files, and nobody's but a library's. Left out before, Django would
        miss what the libraries' last lines name.
        """
        served = {
            name: (Stripped(storage) if name.startswith(("js/", "css/")) else storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(served, dry_run, **options)
        for name in [name for name in self.hashed_files.values() if name.endswith(".map")]:
            self.delete(name)


class Stripped:
    """The files of a storage as they are served."""

    def __init__(self, storage: Storage) -> None:
        self.storage = storage

    def open(self, path: str) -> "ContentFile[bytes]":
        """The file, closed again once it is read."""
        with self.storage.open(path) as file:
            return ContentFile(stripped(path, file.read()))


def stripped(name: str, content: bytes) -> bytes:
    """A script or a sheet without lines of comment, indents and empty lines."""
    kind = name[name.rfind(".") :]
    if kind not in COMMENTS:
        return content
    return INDENTS.sub("", COMMENTS[kind].sub("", content.decode())).encode()
