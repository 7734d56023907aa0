# Sourced by the checks of what not every machine has.

# Says that something is NOT checked, and ends the script; with ARMISTICE_CHECK_ALL=1 that is a failure.
not_checked() { # what, why
    printf '%s NOT checked: %s\n' "$1" "$2" >&2
    if [ -n "${ARMISTICE_CHECK_ALL-}" ]; then exit 1; fi
    exit 0
}

# Sees to it that Debian's packages are there, or says that something is not checked.
need_packages() { # what, packages...
    local what=$1
    shift
    if dpkg-query -s "$@" >/dev/null 2>&1; then return; fi
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        not_checked "$what" "it takes root and apt to install $*"
    fi
    printf 'installing %s\n' "$*"
    local wait=(-o DPkg::Lock::Timeout=300)
    if ! { apt-get "${wait[@]}" update &&
        DEBIAN_FRONTEND=noninteractive apt-get "${wait[@]}" install -y --no-install-recommends "$@"; } >/dev/null 2>&1; then
        not_checked "$what" "apt-get cannot install $*"
    fi
}
