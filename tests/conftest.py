"""What all tests share."""

import os

import pytest
from hypothesis import settings

# no test depends on how fast a machine is, nor on chance
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")


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
