import os
import subprocess
import sys
from pathlib import Path

import pytest

from indexing.errors import CorpusError, CorpusLocked
from indexing.ownership import claim, owner

HOLD = """
import sys
from pathlib import Path
from indexing.ownership import claim
with claim(Path(sys.argv[1]), "index") as held:
    held.publish(4711, "secret")
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_claim_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    told = rf"onrecord serve.*process {os.getpid()}"
    with claim(tmp_path, "serve"), pytest.raises(CorpusLocked, match=told), claim(tmp_path, "index"):
        pass
    with claim(tmp_path, "index"):
        pass


def test_the_owner_of_another_process_is_known_with_its_port_and_token(tmp_path: Path) -> None:
    assert owner(tmp_path) is None
    holder = _holder(tmp_path)
    found = owner(tmp_path)
    assert found and (found.pid, found.command, found.port, found.token) == (holder.pid, "index", 4711, "secret")
    assert (tmp_path / "owner.json").stat().st_mode & 0o077 == 0
    holder.communicate(b"")
    assert owner(tmp_path) is None and not (tmp_path / "owner.json").exists()


def test_what_a_killed_owner_left_blocks_nobody(tmp_path: Path) -> None:
    holder = _holder(tmp_path)
    holder.kill()
    holder.communicate()
    assert (tmp_path / "owner.json").exists()
    assert owner(tmp_path) is None
    with claim(tmp_path, "index") as held:
        assert held.owner.pid == os.getpid()


def test_a_folder_that_cannot_be_made_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(CorpusError, match="cannot be made"), claim(tmp_path / "file" / "data", "index"):
        pass


def _holder(folder: Path) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout and process.stdout.readline() == b"held\n"
    return process
