"""What all tests share."""

import os
import signal

import pytest
from hypothesis import settings

# no test depends on how fast a machine is, nor on chance
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("quick", settings.get_profile("steady"), max_examples=10)
settings.load_profile("steady")

# nor on who started them: what runs in the background hears no Ctrl-C, and neither would what a test starts and ends so
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    """Let each process take its slow tests first, so that none is left with one when the others are done.

    Processes begin with equal parts of what there is, from the first test on.
    """
    slow = [item for item in items if item.get_closest_marker("slow")]
    others = [item for item in items if not item.get_closest_marker("slow")]
    processes = getattr(config, "workerinput", {}).get("workercount", 1)
    items[:] = [
        item
        for number in range(processes)
        for kind in (slow, others)
        for item in kind[len(kind) * number // processes : len(kind) * (number + 1) // processes]
    ]


@pytest.fixture(scope="session", autouse=True)
def recordings_elsewhere(tmp_path_factory, worker_id):
    """Keep what the tests train out of the recordings of the working tree, in one place for all processes."""
    before = os.environ.get("MATHNET_RECORDINGS")
    # the folder of a process that works with others is in one that they share
    folder = tmp_path_factory.getbasetemp() if worker_id == "master" else tmp_path_factory.getbasetemp().parent
    os.environ["MATHNET_RECORDINGS"] = str(folder / "recordings")
    yield
    if before is None:
        del os.environ["MATHNET_RECORDINGS"]
    else:
        os.environ["MATHNET_RECORDINGS"] = before
