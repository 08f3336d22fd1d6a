# The part of script/setup that sees to what the system brings: Python, a compiler, cairo, pango. It is read by it.
# shellcheck shell=sh

is_new_enough() { "$1" -I -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

# The first Python on the path that is new enough, even behind an older one of the same name; as the file it really is
# (not a shim, not a link in somebody's environment).
find_python() {
    set -f
    IFS=:
    for name in python3 python3.14 python3.13 python3.12 python3.11; do
        for directory in $PATH; do
            if [ -x "$directory/$name" ] && is_new_enough "$directory/$name"; then
                "$directory/$name" -I -c 'import sys; print(getattr(sys, "_base_executable", "") or sys.executable)'
                return
            fi
        done
    done
}

# Whether C can be compiled and linked with the compiler that this Python builds its extensions with.
can_compile() {
    compiler=${CC-}
    [ -n "$compiler" ] || [ -z "$python" ] ||
        compiler=$("$python" -I -c 'import sysconfig; print((sysconfig.get_config_var("CC") or "").split(" ")[0])')
    # a compiler in CC may bring options
    # shellcheck disable=SC2086
    printf '#include <stdio.h>\nint main(void) { return 0; }\n' | ${compiler:-cc} -x c -o /dev/null - >/dev/null 2>&1
}

# What is missing, in words, one a line; nothing when manim's packages can be built.
find_missing() {
    if [ -z "$python" ]; then
        say 'Python 3.11 or newer, with venv and its header files'
    else
        "$python" -I -c 'import ensurepip, venv' 2>/dev/null || say "venv and ensurepip for $python"
        "$python" -I -c 'import os, sysconfig
raise SystemExit(not os.path.exists(os.path.join(sysconfig.get_path("include"), "Python.h")))' 2>/dev/null ||
            say "the header files of $python"
    fi
    can_compile || say 'a C compiler with the header files of the C library'
    command -v pkg-config >/dev/null || say 'pkg-config'
    pkg-config --exists cairo 2>/dev/null || say 'cairo with its header files'
    # for macOS, ManimPango comes built
    [ "$system" = macos ] || pkg-config --exists pangocairo pangoft2 2>/dev/null || say 'pango with its header files'
}

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }

apt() { as_root env DEBIAN_FRONTEND=noninteractive apt-get -y -o DPkg::Lock::Timeout=300 "$@"; }

apt_install() {
    # a fresh machine has no package lists, an old one outdated ones
    if ! apt-get install --simulate --no-install-recommends "$@" || ! apt install --no-install-recommends "$@"; then
        apt update && apt install --no-install-recommends "$@"
    fi
}

install_debian_packages() {
    case $python in
        '' | /usr/bin/python3 | /bin/python3) needed='python3-venv python3-dev' ;;
        /usr/bin/python3.* | /bin/python3.*) needed="${python##*/}-venv ${python##*/}-dev" ;;
        *) needed='' ;; # a Python from elsewhere brings both itself
    esac
    set --
    for package in $needed gcc libc6-dev pkg-config libcairo2-dev libpango1.0-dev; do
        case $(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null) in
            ?i*) ;;
            *) set -- "$@" "$package" ;;
        esac
    done
    [ $# -gt 0 ] || return 0
    ask_for_root "apt-get install --no-install-recommends $*"
    step "System packages ($*), about a minute" \
        "If the network is there, try: apt-get update && apt-get install --no-install-recommends $*" apt_install "$@"
}

# Asks for a password, if one is needed, while the question can still be seen.
ask_for_root() {
    [ "$(id -u)" -ne 0 ] || return 0
    command -v sudo >/dev/null || give_up "system packages are missing, and there is no sudo. As root, run: $*"
    say "Administrator rights are needed once, for: $*"
    sudo -n true 2>/dev/null || sudo -v || give_up "system packages are missing. As root, run: $*"
}

# Where the system's own Python is too old, a newer one may stand beside it.
install_newer_debian_python() {
    for name in python3.13 python3.12 python3.11; do
        if apt-cache show "$name-venv" >/dev/null 2>&1; then
            ask_for_root "apt-get install --no-install-recommends $name-venv $name-dev"
            step "A Python that is new enough ($name)" 'Python 3.11 or newer is needed.' \
                apt_install "$name-venv" "$name-dev"
            return
        fi
    done
}

install_brew_packages() {
    for brew in brew /opt/homebrew/bin/brew /usr/local/bin/brew; do
        if command -v "$brew" >/dev/null; then
            PATH=$PATH:$(dirname -- "$(command -v "$brew")")
            set -- cairo pkg-config
            [ -n "$python" ] || set -- "$@" python
            step "Homebrew packages ($*), a few minutes" "Try: brew install $*" "$brew" install "$@"
            PATH=$("$brew" --prefix)/bin:$PATH
            return
        fi
    done
}

provide_system_parts() {
    case $(uname -s) in
        Darwin) system=macos ;;
        Linux) if command -v apt-get >/dev/null && command -v dpkg-query >/dev/null; then system=debian; else system=other; fi ;;
        *) system=other ;;
    esac
    python=$(find_python)
    missing=$(find_missing)
    if [ -n "$missing" ]; then
        case $system in
            debian)
                install_debian_packages
                python=$(find_python)
                [ -n "$python" ] || install_newer_debian_python
                ;;
            macos) install_brew_packages ;;
        esac
        python=$(find_python)
        missing=$(find_missing)
    fi
    if [ -n "$missing" ]; then
        {
            say 'script/setup: these are needed, and missing here:'
            printf '%s\n' "$missing" | sed 's/^/    - /'
            case $system in
                macos) say 'Install Homebrew, then run script/setup again.' ;;
                debian) say 'No package of this system brings them. Install them, then run script/setup again.' ;;
                *) say 'Install them with the package manager of this system, then run script/setup again.' ;;
            esac
        } >&2
        exit 1
    fi
    say "System parts are there: $("$python" -I -c 'import platform; print("Python", platform.python_version())') ($python)," \
        'a C compiler, cairo.'
}
