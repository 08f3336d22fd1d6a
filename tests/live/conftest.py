"""The browser of the tests of pages."""

from tests.pages.conftest import browse, chromium  # noqa: F401
