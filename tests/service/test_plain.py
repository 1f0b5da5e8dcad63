from datetime import date
from typing import Any

import pytest

from service.answers import Answer, Citation, Nearest, Status
from service.plain import plain


def answer(**parts: Any) -> Answer:
    given = {
        "id": "1",
        "question": "What did it cost?",
        "standalone_question": "What did it cost?",
        "status": Status.ANSWERED,
        "text": "It cost 41 million. [1]",
        "as_of": "as of 3 May 2025",
        "newest_source": date(2025, 5, 3),
        "corpus_revision": 1,
        "model": "extractive",
    }
    return Answer.model_validate({**given, **parts})


def citation(title: str | None) -> Citation:
    return Citation(
        number=1,
        article_id="bridge-1a2b3c4d",
        article_version="0",
        title=title,
        publisher="Harbour Post",
        authors=(),
        published_at=date(2025, 5, 3),
        modified_at=None,
        url=None,
        quote="It cost 41 million.",
        start=0,
        end=19,
        marker_start=20,
        marker_end=23,
    )


@pytest.mark.parametrize(("title", "shown"), [("The bridge", "The bridge"), (None, "bridge-1a2b3c4d")])
def test_an_article_goes_by_its_title_or_else_by_its_id(title: str | None, shown: str) -> None:
    assert f"[1] {shown}, Harbour Post, 3 May 2025" in plain(answer(citations=(citation(title),)))
    near = Nearest(article_id="bridge-1a2b3c4d", title=title, url=None)
    assert f"  {shown}" in plain(answer(nearest=(near,))).splitlines()


def test_an_answer_in_place_of_a_failed_model_says_so_in_one_line() -> None:
    shown = plain(answer(model="extractive (The model at http://127.0.0.1:9/v1 cannot be reached)"))
    told = (
        "Quoted from the articles instead of drafted by a model: The model at http://127.0.0.1:9/v1 cannot be reached."
    )
    assert told in shown.splitlines()


@pytest.mark.parametrize("model", ["extractive", "none", "llama3.2 (q4)"])
def test_an_answer_of_the_drafter_that_was_asked_for_says_nothing_of_it(model: str) -> None:
    assert "instead" not in plain(answer(model=model))
