"""What lies in the folder that is served."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import override_settings

pytestmark = pytest.mark.anywhere


def test_no_source_map_is_collected_and_every_style_sheet_is(tmp_path: Path, settings: Any) -> None:
    storages = settings.STORAGES | {"staticfiles": {"BACKEND": "workset.static_files.HashedFiles"}}
    with override_settings(STATIC_ROOT=tmp_path, STORAGES=storages):
        call_command("collectstatic", interactive=False, verbosity=0)

    assert list(tmp_path.rglob("*.map")) == []
    assert list(tmp_path.rglob("redoc.standalone.*.js"))
    assert max(file.stat().st_size for file in tmp_path.rglob("*") if file.is_file()) < 2_000_000
