import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from service.answers import Answer, Status
from service.archive import Archive
from service.archive.conversations import Conversations
from service.errors import AnswerNotFound, ConversationBusy, ConversationNotFound

SECRET = "the-harbor-master-asked-this"  # noqa: S105 - words to look for on the disk
MONTH = timedelta(days=30)


def answer(id: str, question: str = "Why?") -> Answer:  # noqa: A002
    return Answer(
        id=id,
        question=question,
        standalone_question=question,
        status=Status.NOT_IN_ARTICLES,
        text="The articles do not say.",
        as_of="",
        newest_source=None,
        corpus_revision=1,
        model="extractive",
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def archive(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Archive]:
    address = f"sqlite:///{tmp_path / 'answers.sqlite'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").driven()
    opened = Archive(address)
    yield opened
    opened.close()


def test_a_conversation_keeps_its_answers_in_order(archive: Archive) -> None:
    conversations = Conversations(archive.database, MONTH)
    made = conversations.begin(None)
    for place in (1, 2, 3):
        conversations.append(made.id, None, place, answer(f"a{place}"))
    assert [one.id for one in conversations.conversation(made.id, None).answers] == ["a1", "a2", "a3"]
    assert archive.answer("a2") == answer("a2")


def test_no_two_answers_take_one_place(archive: Archive) -> None:
    conversations = Conversations(archive.database, MONTH)
    made = conversations.begin(None)
    conversations.append(made.id, None, 1, answer("first"))
    with pytest.raises(ConversationBusy):
        conversations.append(made.id, None, 1, answer("second"))
    assert [one.id for one in conversations.conversation(made.id, None).answers] == ["first"]
    with pytest.raises(AnswerNotFound):
        archive.answer("second")


@pytest.mark.parametrize("archive", ["sqlite"], indirect=True)
def test_a_deleted_conversation_is_gone_from_the_bytes_on_disk(archive: Archive, tmp_path: Path) -> None:
    conversations = Conversations(archive.database, MONTH)
    made = conversations.begin(None)
    conversations.append(made.id, None, 1, answer("a", f"{SECRET} {'and more ' * 2_000}"))
    assert any(SECRET.encode() in file.read_bytes() for file in tmp_path.iterdir())
    conversations.delete(made.id, None)
    for file in tmp_path.iterdir():
        assert SECRET.encode() not in file.read_bytes()
        assert made.id.encode() not in file.read_bytes()
    with pytest.raises(ConversationNotFound):
        conversations.conversation(made.id, None)
    with pytest.raises(AnswerNotFound):
        archive.answer("a")


@pytest.mark.parametrize("archive", ["sqlite"], indirect=True)
def test_what_nobody_goes_on_with_expires_and_leaves_no_bytes(archive: Archive, tmp_path: Path) -> None:
    short = Conversations(archive.database, timedelta(0))
    made = short.begin(None)
    with pytest.raises(ConversationNotFound):
        short.conversation(made.id, None)
    with pytest.raises(ConversationNotFound):
        short.append(made.id, None, 1, answer("a"))
    assert short.expire() == 1
    assert all(made.id.encode() not in file.read_bytes() for file in tmp_path.iterdir())


def test_a_key_lists_its_own_conversations_and_nobody_lists_those_of_nobody(archive: Archive) -> None:
    conversations = Conversations(archive.database, MONTH)
    mine, yours = conversations.begin("key-1"), conversations.begin("key-2")
    nobodys = conversations.begin(None)
    assert [one.id for one in conversations.listed("key-1", 10)] == [mine.id]
    assert conversations.listed(None, 10) == ()
    assert conversations.conversation(nobodys.id, "key-1").id == nobodys.id
    for owner in ("key-1", None):
        with pytest.raises(ConversationNotFound):
            conversations.conversation(yours.id, owner)
        with pytest.raises(ConversationNotFound):
            conversations.delete(yours.id, owner)


def test_the_conversation_with_the_latest_question_is_listed_first(archive: Archive) -> None:
    conversations = Conversations(archive.database, MONTH)
    older, newer = conversations.begin("key"), conversations.begin("key")
    conversations.append(older.id, "key", 1, answer("a"))
    assert [one.id for one in conversations.listed("key", 10)] == [older.id, newer.id]


def test_answers_kept_before_there_were_conversations_are_still_read(tmp_path: Path) -> None:
    body = answer("old").model_dump_json(exclude={"conversation_id"})
    with sqlite3.connect(tmp_path / "answers.sqlite") as file:
        file.execute("CREATE TABLE answers (id VARCHAR NOT NULL PRIMARY KEY, given_at DATETIME NOT NULL, body VARCHAR)")
        file.execute("INSERT INTO answers VALUES ('old', '2026-01-31 00:00:00', ?)", (body,))
    file.close()
    opened = Archive(f"sqlite:///{tmp_path / 'answers.sqlite'}")
    assert opened.answer("old") == answer("old")
    assert Conversations(opened.database, MONTH).begin(None).answers == ()
    opened.close()


KILLED = """
import os, signal, sys
from datetime import timedelta
from pathlib import Path
from tests.service.archive.test_conversations import answer
from service.archive import Archive
from service.archive.conversations import Conversations
archive = Archive(f"sqlite:///{sys.argv[1]}")
conversations = Conversations(archive.database, timedelta(days=1))
made = conversations.begin(None)
for place in range(1, 6):
    conversations.append(made.id, None, place, answer(f"a{place}"))
print(made.id, flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_process_that_is_killed_loses_no_turn_that_it_acknowledged(tmp_path: Path) -> None:
    file, root = tmp_path / "answers.sqlite", Path(__file__).parents[3]
    done = subprocess.run([sys.executable, "-c", KILLED, str(file)], capture_output=True, text=True, cwd=root)
    assert done.returncode == -9, done.stderr
    opened = Archive(f"sqlite:///{file}")
    found = Conversations(opened.database, MONTH).conversation(done.stdout.strip(), None)
    assert [one.id for one in found.answers] == [f"a{place}" for place in range(1, 6)]
    opened.close()
