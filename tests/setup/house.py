"""A checkout to try the scripts in, on a machine that is played by stubs: nothing is installed or downloaded."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SCRIPTS = ["script/setup", "script/film", "script/test", ".ci/run"]
PARTS = ["script/system_parts.sh"]
# fmt: off
TOOLS = [
    "sh", "env", "dirname", "basename", "cat", "cksum", "date", "sleep", "ln", "rm", "readlink", "wc", "head", "tail",
    "sed", "grep", "mkdir", "cp", "chmod", "touch", "mktemp", "find", "sort", "cut", "paste",
    "tr", "mv",
]
# fmt: on

PYTHON = """#!/bin/sh
printf 'python %s\\n' "$*" >>"$CALLS"
case $* in
    '-m venv '*.venv)
        mkdir -p .venv/bin && cp "$0" .venv/bin/python
        printf '#!/bin/sh\\n' >.venv/bin/manim && cp .venv/bin/manim .venv/bin/mathnet
        chmod +x .venv/bin/* ;;
    *'-m pip install'*) [ ! -e fail-pip ] || { echo 'no route to anywhere'; exit 1; } ;;
    *'import sys, cairo'*) [ ! -e fail-import ] || exit 1; echo '3.11.2 0.22.0 0.1.0' ;;
    *_base_executable*) echo "$0" ;;
    *get_config_var*) echo cc ;;
    *python_version*) echo 'Python 3.11.2' ;;
esac
"""

MATHNET = r"""#!/bin/sh
case $1 in
    films)
        printf 'ForwardPass\tscenes/forward_pass.py\tThe Iris network.\n'
        printf 'ForwardPassByHand\tscenes/forward_pass.py\tWith pencil and paper.\n' ;;
    film)
        trap 'echo ended >>"$CALLS"; exit 143' TERM
        printf 'mathnet %s\n' "$*" >>"$CALLS"
        while [ -e never-ends ]; do sleep 1 & wait $!; done
        echo 'a word of manim'
        [ ! -e fail-film ] || exit 3
        echo "media/videos/forward_pass/1080p60/$2.mp4" ;;
esac
"""


@dataclass
class House:
    """A copy of the scripts in a folder of their own, and a machine that has only the commands it was given."""

    root: Path
    stubs: Path
    calls: Path
    settings: dict[str, str] = field(default_factory=dict)

    def command(self, name: str, body: str) -> None:
        path = self.stubs / name
        path.write_text(body if body.startswith("#!") else f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)

    def file(self, name: str, text: str = "", executable: bool = False) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if executable:
            path.chmod(0o755)
        return path

    def settings_of(self, *arguments: str, folder: Path = Path("/")) -> dict[str, Any]:
        """Return how a script is to be started, in `folder`: the arguments of subprocess."""
        environment = {"PATH": str(self.stubs), "CALLS": str(self.calls), "STUBS": str(self.stubs), **self.settings}
        return {
            "args": [self.root / arguments[0], *arguments[1:]],
            "cwd": folder,
            "env": environment,
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.PIPE,
            "text": True,
        }

    def run(self, *arguments: str, folder: Path = Path("/")) -> subprocess.CompletedProcess[str]:
        self.calls.write_text("")
        return subprocess.run(**self.settings_of(*arguments, folder=folder))

    def called(self, start: str) -> list[str]:
        return [call for call in self.calls.read_text().splitlines() if call.startswith(start)]
