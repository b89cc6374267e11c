"""A private PostgreSQL for one command: no service, no network port, nothing left behind.

    python tests/postgres.py COMMAND [ARGUMENT …]

Starts a server on a socket in a temporary folder, runs the command with `DATABASE_URL` set, removes the
server again and exits with the command's own code. Works as root (the server then runs as another account,
for PostgreSQL refuses root) and as anybody else. Durability is off: never point anything real at it.
"""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

DATABASE = "roundtable"

# Speed over safety: the data lives for one test run. Tests of live screens hold many connections.
SETTINGS = {
    "listen_addresses": "''",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
}


class NoServer(Exception):
    """PostgreSQL is not installed, or would not start. Holds the sentence to print."""


def server_programs() -> Path:
    """The folder which holds initdb and pg_ctl: $PGBIN, else Debian's newest, else wherever PATH has them."""
    debian = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: float(folder.parent.name), reverse=True
    )
    named = [Path(os.environ["PGBIN"])] if os.environ.get("PGBIN") else []
    found = shutil.which("initdb")
    on_path = [Path(found).resolve().parent] if found else []
    for folder in [*named, *debian, *on_path]:
        if (folder / "initdb").exists() and (folder / "pg_ctl").exists():
            return folder
    raise NoServer(
        "PostgreSQL's server programs are not installed. On Debian or Ubuntu: apt-get install postgresql. "
        "Elsewhere: set PGBIN to the folder that holds initdb."
    )


def _server_account() -> pwd.struct_passwd | None:
    """Who the server runs as when we are root; None when we may simply run it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise NoServer("PostgreSQL refuses to run as root, and there is no account postgres or nobody to run it.")


@contextmanager
def private_server() -> Iterator[Mapping[str, str]]:
    """Run a fresh server; gives the environment variables that lead a program to its one empty database."""
    programs = server_programs()
    account = _server_account()
    # Always in /tmp: a socket's path may have 107 bytes at most, and the server's account must reach it.
    home = Path(tempfile.mkdtemp(prefix="roundtable-postgres-", dir="/tmp"))
    as_account: dict[str, Any] = {}
    if account:
        os.chown(home, account.pw_uid, account.pw_gid)
        as_account = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    # PG* variables of the person's own shell would lead the programs to another server.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    environment |= {"HOME": str(home), "LC_ALL": "C.UTF-8"}
    log = home / "log"

    def run(program: str, *arguments: str) -> None:
        done = subprocess.run(
            [programs / program, *arguments],
            env=environment,
            cwd=home,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            **as_account,
        )
        if done.returncode:
            written = log.read_text(errors="replace") if log.exists() else ""
            raise NoServer(f"PostgreSQL's {program} failed:\n{done.stderr}{written}")

    data = str(home / "data")
    settings = {**SETTINGS, "unix_socket_directories": f"'{home}'"}
    options = " ".join(f"-c {name}={value}" for name, value in settings.items())
    try:
        run("initdb", "-D", data, "-U", DATABASE, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N")
        run("pg_ctl", "-D", data, "-l", str(log), "-o", options, "-w", "start")
        run("createdb", "-h", str(home), "-U", DATABASE, DATABASE)
        yield {
            "DATABASE_URL": f"postgres://{DATABASE}@/{DATABASE}?host={home}",
            "PGHOST": str(home),
            "PGUSER": DATABASE,
            "PGDATABASE": DATABASE,
        }
    finally:
        with suppress(NoServer):  # it may never have started; the folder goes all the same
            run("pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(home, ignore_errors=True)


def main(command: list[str]) -> int:
    if not command:
        print(__doc__, file=sys.stderr)
        return 2
    # Being ended politely must also end the server: make the signal an exit that passes through `finally`.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    try:
        with private_server() as variables:
            return subprocess.run(command, env={**os.environ, **variables}, check=False).returncode
    except NoServer as reason:
        print(reason, file=sys.stderr)
        return 69  # EX_UNAVAILABLE: told apart from any answer of pytest


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
