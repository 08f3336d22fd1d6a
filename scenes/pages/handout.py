"""A page printed by a Chromium of the system: a PDF with one stop of each chapter."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from mathnet.errors import InputError

CALLED = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PATIENCE = 120  # seconds


def find_chromium() -> str:
    """Return where a Chromium is. Raises InputError, which says what else can be done, if none is found."""
    found = next(filter(None, map(shutil.which, CALLED)), None)
    if found is None:
        raise InputError(
            f"--pdf needs a Chromium, and there is none here called {', '.join(CALLED)}: install one, or make the page "
            "without --pdf and print it from any browser"
        )
    return found


def print_page(page: Path, place: Path) -> None:
    """Print the HTML file `page` to the PDF `place`. Raises InputError if the Chromium doesn't do it."""
    chromium = find_chromium()
    with tempfile.TemporaryDirectory() as profile:  # of its own: one that is in use belongs to somebody
        options = ["--headless", "--no-first-run", "--no-pdf-header-footer", f"--user-data-dir={profile}"]
        if os.geteuid() == 0:
            options.append("--no-sandbox")  # without which it doesn't run as root
        command = [chromium, *options, f"--print-to-pdf={place.resolve()}", page.resolve().as_uri()]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired:
            raise InputError(f"{page}: {chromium} didn't print it within {PATIENCE} seconds") from None
    if done.returncode != 0 or not place.is_file() or not place.stat().st_size:
        said = (done.stderr.strip().splitlines() or ["it says nothing"])[-1]
        raise InputError(f"{page}: {chromium} didn't print it ({said})")
