"""An ordinary disk: every fsync costs a millisecond more, so that a cheap disk decides nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "shared" / "bench" / "slowsync.c"


def preload() -> dict[str, str] | None:
    """The environment in which an fsync takes a millisecond longer; None where it cannot be built."""
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is None or not SOURCE.exists():
        return None
    folder = Path(tempfile.mkdtemp(prefix="slowsync-"))
    folder.chmod(0o755)
    library = folder / "slowsync.so"
    subprocess.run([compiler, "-shared", "-fPIC", "-O2", "-o", library, SOURCE, "-ldl"], check=True)  # noqa: S603 -- a compiler found on the path, over one known file
    return {**os.environ, "LD_PRELOAD": str(library)}
