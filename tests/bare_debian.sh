#!/bin/sh
# Proves what the README promises: on a bare Debian 12, `./workbook run` alone leads to a first page within a
# minute, and every later start to one within five seconds.
#
#     sudo tests/bare_debian.sh
#
# Builds the smallest Debian there is in a temporary folder, puts the committed files (HEAD) into it, starts
# Roundtable there twice and says how long the first page took. Needs root, debootstrap, git and python3 on this
# machine, about 1 GB in the temporary folder, and the network. The new system shares this machine's network but
# none of its programs, packages, caches or settings.
set -eu
cd "$(dirname "$0")/.."

FIRST=${FIRST:-60} LATER=${LATER:-5} # seconds promised
KEEP=${KEEP:-}                       # KEEP=1 leaves the folder for a look round

die() { printf '%s\n' "$*" >&2; exit 1; }

[ "$(id -u)" = 0 ] || die "Only root may build a system in a folder: sudo tests/bare_debian.sh"
for program in debootstrap git python3; do
    command -v "$program" >/dev/null || die "This needs $program: apt-get install $program"
done

work=$(mktemp -d "${TMPDIR:-/tmp}/roundtable-bare.XXXXXX")
debian=$work/debian
home=$debian/srv/roundtable
server=

stop_server() {
    [ -z "$server" ] || { kill "$server" && wait "$server"; } 2>/dev/null || true
    server=
}

clean_up() {
    stop_server
    for mounted in proc dev/shm; do
        ! mountpoint -q "$debian/$mounted" || umount "$debian/$mounted" || umount --lazy "$debian/$mounted"
    done
    [ -z "$KEEP" ] || { printf 'Left in %s\n' "$work"; return; }
    # Never through a mount that would not go: --one-file-system stops at its edge.
    rm -rf --one-file-system "$work"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM


# --- A bare machine ------------------------------------------------------------------------------------------

printf 'Building a bare Debian 12 …\n'
debootstrap --variant=minbase bookworm "$debian" >"$work/debootstrap.log" 2>&1 ||
    { tail -n 5 "$work/debootstrap.log" >&2; die "debootstrap failed; its last lines are above."; }
rm -rf "$debian"/var/lib/apt/lists/* "$debian"/var/cache/apt/archives/*.deb
mount -t proc proc "$debian/proc"
mkdir -p "$debian/dev/shm"
mount -t tmpfs tmpfs "$debian/dev/shm"
cp --dereference /etc/resolv.conf /etc/hosts "$debian/etc/"

for program in python3 git make curl sudo; do
    ! chroot "$debian" sh -c "command -v $program" >/dev/null || die "Not a bare machine: it has $program."
done

mkdir -p "$home"
git archive HEAD | tar -x -C "$home"

# What leads this machine to the package indexes (a company's proxy and its certificate) the new one needs as well.
passed_on=
for variable in http_proxy https_proxy no_proxy PIP_INDEX_URL; do
    value=$(printenv "$variable") || continue
    passed_on="$passed_on $variable=$value"
done
if [ -n "${PIP_CERT:-}" ]; then
    cp "$PIP_CERT" "$debian/srv/certificates.pem"
    passed_on="$passed_on PIP_CERT=/srv/certificates.pem"
fi

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')


# --- Two starts ----------------------------------------------------------------------------------------------

# start NAME SECONDS: ./workbook run until its first page, with the stylesheet it asks for, is there; then stop it.
start() {
    name=$1 promised=$2
    log=$work/$name.log
    # shellcheck disable=SC2086  # a list of NAME=value words on purpose
    chroot "$debian" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root PORT="$port" $passed_on \
        sh -c 'cd /srv/roundtable && exec ./workbook run' >"$log" 2>&1 &
    server=$!
    took=$(wait_for_page "$server") || { cat "$log" >&2; die "The $name start led to no page; what it said is above."; }
    stop_server
    sed 's/^/    /' "$log"
    printf '%s start: first page after %s s (promised: %s s)\n' "$name" "$took" "$promised"
    python3 -c 'import sys; sys.exit(float(sys.argv[1]) > float(sys.argv[2]))' "$took" "$promised" || slow="$slow $name"
}

# Prints the seconds until the page answered. Fails when the server's process ends, or after five minutes.
wait_for_page() {
    python3 - "http://127.0.0.1:$port" "$1" <<'PYTHON'
import re
import sys
import time
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

address, process = sys.argv[1], int(sys.argv[2])
direct = build_opener(ProxyHandler({}))
began = time.monotonic()
while time.monotonic() - began < 300:
    with open(f"/proc/{process}/stat") as stat:
        if stat.read().rpartition(")")[2].split()[0] == "Z":
            sys.exit("the server ended")
    try:
        with direct.open(f"{address}/", timeout=30) as answer:
            page = answer.read().decode()
        stylesheet = re.search(r'href="(/[^"]+\.css)"', page)
        if not stylesheet:
            sys.exit("the first page asks for no stylesheet")
        direct.open(address + stylesheet[1], timeout=30).close()
    except HTTPError as error:
        sys.exit(f"{error.url} answered {error.code}")
    except (URLError, OSError):
        time.sleep(0.05)
    else:
        print(f"{time.monotonic() - began:.1f}")
        sys.exit()
sys.exit("no page after five minutes")
PYTHON
}

slow=
start first "$FIRST"
start second "$LATER"
[ -z "$slow" ] || die "Slower than promised:$slow."
printf 'The promise holds.\n'
