from pathlib import Path

import pytest

from indexing.errors import CorpusDamaged
from service.answers import Answer, Status
from service.archive import Archive
from service.errors import AnswerNotFound


def answer(id: str, text: str = "The articles do not say.") -> Answer:  # noqa: A002
    return Answer(
        id=id,
        question="Why 🏛️?",
        standalone_question="Why 🏛️?",
        status=Status.NOT_IN_ARTICLES,
        text=text,
        as_of="",
        newest_source=None,
        corpus_revision=1,
        model="extractive",
    )


def test_an_answer_outlives_the_process_that_kept_it(tmp_path: Path):
    first = Archive(f"sqlite:///{tmp_path / 'answers.sqlite'}")
    first.keep(answer("a"))
    first.close()
    second = Archive(f"sqlite:///{tmp_path / 'answers.sqlite'}")
    assert second.answer("a") == answer("a")
    second.close()


def test_an_id_keeps_what_it_stands_for(tmp_path: Path):
    archive = Archive(f"sqlite:///{tmp_path / 'answers.sqlite'}")
    archive.keep(answer("a"))
    archive.keep(answer("a", "Something else."))
    assert archive.answer("a").text == "The articles do not say."
    archive.close()


def test_an_unknown_id_is_not_found(tmp_path: Path):
    archive = Archive(f"sqlite:///{tmp_path / 'answers.sqlite'}")
    with pytest.raises(AnswerNotFound):
        archive.answer("b")
    archive.close()


def test_a_file_that_is_no_database_is_named(tmp_path: Path):
    (tmp_path / "answers.sqlite").write_bytes(b"not a database, but long enough to be looked at" * 50)
    with pytest.raises(CorpusDamaged, match=r"answers\.sqlite"):
        Archive(f"sqlite:///{tmp_path / 'answers.sqlite'}")
