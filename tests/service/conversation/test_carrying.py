from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexing.search import Scope
from indexing.sync import sync
from indexing.sync.removal import remove
from service import wiring
from service.answers import Answer
from service.conversation.carrying import Carrier, is_live
from service.conversation.earlier import Earlier
from service.retrieval import Evidence
from service.settings import Drafting, ServiceSettings
from service.web.health import Service

TEXT = "The ferry Aurora carries 240 passengers.\n\nIts captain, Marta Kask, retired in May.\n"
NOTHING = Evidence("Who is the captain?", None, (), (), 0.0, ())


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    (tmp_path / "ferry.md").write_text(f"---\npublisher: Harbor Daily\n---\n{TEXT}", encoding="utf-8")
    built = wiring.build(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE))
    assert not sync(built.corpus, [str(tmp_path / "ferry.md")]).failed
    yield built
    built.close()


@pytest.fixture
def given(service: Service) -> Answer:
    answer = service.answerer.answer("How many passengers does the ferry Aurora carry?")
    assert answer.citations
    return answer


def carried(service: Service, answer: Answer, evidence: Evidence = NOTHING, **scope: tuple[str, ...]) -> Evidence:
    scores = lambda question, texts: [float("captain" in text) for text in texts]  # noqa: E731
    return Carrier(service.corpus.catalog, scores).carried(evidence, answer.citations, Scope(**scope))


def test_the_passage_that_was_cited_is_among_the_candidates_and_read_for_the_new_question(
    service: Service, given: Answer
) -> None:
    evidence = carried(service, given)
    assert {hit.passage.article_id for hit in evidence.hits} == {given.citations[0].article_id}
    assert "captain" in evidence.sentences[0].text
    for sentence in evidence.sentences:
        passage = evidence.hits[sentence.hit].passage
        assert passage.text[sentence.start - passage.start : sentence.end - passage.start] == sentence.text


def test_a_passage_that_was_found_is_not_carried_twice(service: Service, given: Answer) -> None:
    once = carried(service, given)
    assert carried(service, given, once) == once


def test_nothing_is_carried_past_the_filters_of_the_new_question(service: Service, given: Answer) -> None:
    assert carried(service, given, publishers=("Nobody",)) == NOTHING
    assert carried(service, given, publishers=("Harbor Daily",)).hits


def test_a_removed_article_is_not_carried_and_what_was_said_of_it_is_forgotten(service: Service, given: Answer) -> None:
    def live(citation):
        return is_live(service.corpus.catalog, citation)

    second = given.model_copy(update={"id": "2", "question": "Who is it?", "standalone_question": "Who is Kask?"})
    before = Earlier.of((given, second), live)
    assert before.cited == given.citations and before.turns[1].question == "Who is Kask?" and before.turns[0].said
    remove(service.corpus, [given.citations[0].article_id])
    assert carried(service, given) == NOTHING
    after = Earlier.of((given, second), live)
    assert after.cited == () and after.numbers == before.numbers
    assert [turn.question for turn in after.turns] == [given.question, "Who is it?"]
    assert not any(turn.said for turn in after.turns)


def test_a_corrected_article_is_not_carried_in_its_old_words(service: Service, given: Answer, tmp_path: Path) -> None:
    text = TEXT.replace("240", "250")
    (tmp_path / "ferry.md").write_text(f"---\npublisher: Harbor Daily\n---\n{text}", encoding="utf-8")
    assert sync(service.corpus, [str(tmp_path / "ferry.md")]).changed
    assert carried(service, given) == NOTHING


def test_an_answer_takes_what_was_cited_before_among_its_candidates(service: Service, given: Answer) -> None:
    seen: list[tuple[str, ...]] = []

    def noting(evidence: Evidence, cited, scope: Scope) -> Evidence:
        seen.append(tuple(one.quote for one in cited))
        return evidence

    asking = replace(service.answerer, carry=noting)
    asking.answer("Who is its captain?", earlier=Earlier.of((given,), lambda _: True))
    assert seen == [tuple(one.quote for one in given.citations)]
