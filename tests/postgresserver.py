"""A real PostgreSQL server in processes of its own, which can go away and come back."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg

from tests.chromaserver import free_port

_USER = "onrecord"
# PostgreSQL refuses to run as root.
_NOBODY = 65534


class PostgresServer:
    """A server over a folder that goes with it, on a port that stays the same."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        self._folder = Path(tempfile.mkdtemp(prefix="onrecord-postgres-"))
        self.port = free_port()
        if os.geteuid() == 0:
            os.chown(self._folder, _NOBODY, _NOBODY)
        self._run("initdb", "--username", _USER, "--auth", "trust", "--encoding", "UTF8", "--no-sync", "--no-locale")

    def start(self) -> None:
        options = f"-p {self.port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off"
        self._run("pg_ctl", "start", "--wait", "--log", str(self._folder / "log"), "--options", options)

    def stop(self) -> None:
        """Stop at once, as a crash does."""
        self._run("pg_ctl", "stop", "--mode", "immediate")

    def remove(self) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    def database(self) -> str:
        """The address of a database that is new."""
        name = f"onrecord_{secrets.token_hex(4)}"
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.address(name)

    def driven(self) -> str:
        """The same, as SQLAlchemy takes it."""
        return self.database().replace("postgresql://", "postgresql+psycopg://")

    def address(self, name: str) -> str:
        return f"postgresql://{_USER}:secret@127.0.0.1:{self.port}/{name}"

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, "-D", self._folder / "data", *arguments]
        who = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
        # pg_ctl leaves a server behind, which would hold a pipe open.
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", **who)


def programs() -> Path | None:
    """The folder of PostgreSQL's programs; None where there is no server on this machine."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    first = shutil.which("initdb") or (str(found[-1]) if found else None)
    return Path(first).resolve().parent if first else None
