# Sourced by the checks that need the program, or what not every machine has.

# Says that something is NOT checked; with ARMISTICE_CHECK_ALL=1 that ends the script as a failure.
tell_unchecked() { # what, why
    printf '%s NOT checked: %s\n' "$1" "$2" >&2
    if [ -n "${ARMISTICE_CHECK_ALL-}" ]; then exit 1; fi
}

# The same, and ends the script.
not_checked() { # what, why
    tell_unchecked "$@"
    exit 0
}

# Whether Debian's packages are there or can be installed; says that something is not checked where they can't.
have_packages() { # what, packages...
    local what=$1 wait=(-o DPkg::Lock::Timeout=300)
    shift
    if dpkg-query -s "$@" >/dev/null 2>&1; then return; fi
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        tell_unchecked "$what" "it takes root and apt to install $*"
        return 1
    fi
    printf 'installing %s\n' "$*" >&2
    install() { DEBIAN_FRONTEND=noninteractive apt-get "${wait[@]}" install -y --no-install-recommends "$@"; }
    # The lists are fetched where they are missing or old.
    if ! { install "$@" || { apt-get "${wait[@]}" update && install "$@"; }; } >/dev/null 2>&1; then
        tell_unchecked "$what" "apt-get cannot install $*"
        return 1
    fi
}

# The same, and ends the script where they can't.
need_packages() { # what, packages...
    have_packages "$@" || exit 0
}

# Names the program as scripts/test has built it, or builds it now.
built_program() {
    cargo test --quiet --locked --no-run --test cli >&2
    printf '%s\n' "${CARGO_TARGET_DIR:-$PWD/target}/debug/armistice"
}
