"""What all tests share."""

import os

import pytest


@pytest.fixture(scope="session", autouse=True)
def recordings_elsewhere(tmp_path_factory):
    """Keep what the tests train out of the recordings of the working tree."""
    before = os.environ.get("MATHNET_RECORDINGS")
    os.environ["MATHNET_RECORDINGS"] = str(tmp_path_factory.mktemp("recordings"))
    yield
    if before is None:
        del os.environ["MATHNET_RECORDINGS"]
    else:
        os.environ["MATHNET_RECORDINGS"] = before
