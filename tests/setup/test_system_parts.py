"""script/setup sees to what the system brings, or says what is missing."""

import pytest

from tests.setup.house import House


def test_an_old_python_in_front_of_a_newer_one_is_passed_by(furnished: House) -> None:
    (furnished.stubs / "python3").rename(furnished.stubs / "python3.12")
    furnished.command("python3", "exit 1")
    done = furnished.run("script/setup")
    assert done.returncode == 0, done.stderr


def test_an_unknown_system_is_told_what_is_missing(house: House) -> None:
    told = house.run("script/setup")
    assert told.returncode == 1
    for part in ("Python 3.11 or newer", "a C compiler", "pkg-config", "cairo", "pango"):
        assert part in told.stderr
    assert not (house.root / ".venv").exists()


def test_an_unknown_system_is_told_no_more_than_is_missing(furnished: House) -> None:
    furnished.command("pkg-config", "case $* in *pango*) exit 1 ;; esac")
    told = furnished.run("script/setup")
    assert told.returncode == 1
    assert [line for line in told.stderr.splitlines() if line.startswith("    - ")] == [
        "    - pango with its header files"
    ]


@pytest.fixture
def bare_debian(furnished: House) -> House:
    """Debian with nothing on it: what apt-get installs is there afterwards."""
    furnished.command("uname", "echo Linux")
    furnished.command("dpkg-query", "exit 1")
    for name in ("python3", "cc", "pkg-config"):
        (furnished.stubs / name).rename(furnished.stubs / f"{name}.later")
    furnished.command(
        "apt-get",
        'printf "apt-get %s\\n" "$*" >>"$CALLS"\ncase $* in\n'
        '    *update) touch "$STUBS/lists" ;;\n'
        '    *install*) [ -e "$STUBS/lists" ] || exit 100\n'
        "        case $* in *--simulate*) exit 0 ;; esac\n"
        '        for name in python3 cc pkg-config; do cp "$STUBS/$name.later" "$STUBS/$name"; done ;;\nesac',
    )
    return furnished


def test_a_bare_debian_gets_its_packages_after_an_update(bare_debian: House) -> None:
    done = bare_debian.run("script/setup")
    assert done.returncode == 0, done.stderr
    installed = bare_debian.called("apt-get")[-1]
    assert "--no-install-recommends" in installed
    assert installed.endswith(" python3-venv python3-dev gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev")
    assert any(call.endswith(" update") for call in bare_debian.called("apt-get"))
    assert bare_debian.run("script/setup").stdout.startswith("Set up already")
    assert not bare_debian.called("apt-get")


def test_a_user_installs_system_packages_through_sudo(bare_debian: House) -> None:
    bare_debian.command("id", "echo 1000")
    bare_debian.command("sudo", 'printf "sudo %s\\n" "$*" >>"$CALLS"\n[ "$1" = -n ] || exec "$@"')
    done = bare_debian.run("script/setup")
    assert done.returncode == 0, done.stderr
    assert bare_debian.called("sudo env DEBIAN_FRONTEND=noninteractive apt-get")


def test_a_user_without_sudo_is_told_the_command(bare_debian: House) -> None:
    bare_debian.command("id", "echo 1000")
    told = bare_debian.run("script/setup")
    assert told.returncode == 1
    assert "As root, run: apt-get install --no-install-recommends python3-venv" in told.stderr


def test_a_mac_gets_its_packages_from_homebrew(furnished: House) -> None:
    furnished.command("uname", "echo Darwin")
    (furnished.stubs / "pkg-config").rename(furnished.stubs / "pkg-config.later")
    furnished.command(
        "brew",
        'printf "brew %s\\n" "$*" >>"$CALLS"\ncase $1 in --prefix) echo "$STUBS" ;;\n'
        '    install) cp "$STUBS/pkg-config.later" "$STUBS/pkg-config" ;;\nesac',
    )
    done = furnished.run("script/setup")
    assert done.returncode == 0, done.stderr
    assert furnished.called("brew install") == ["brew install cairo pkg-config"]
