"""What a drafting model may reply at its worst: only the true sentences of it leave the service, once and clean."""

import json
import time
from collections.abc import Callable

import pytest

from service.answers import Answer, Status, Verdict
from service.drafting import Drafter
from service.errors import DraftingError

TRUE = "Anna Berg opened the old harbour bridge on Tuesday. The bridge cost 20 million euros."
COST = "The bridge cost 20 million euros."
QUESTION = "What did the bridge cost?"
LIE = "The bridge cost 99 million euros and has fallen"
# Seconds for an answer, the checks with it.
ALL = 5.0
MODEL = 5.0

Asks = Callable[[str, Drafter | None], Answer]


def _only_checked_sentences(answer: Answer) -> None:
    assert answer.status is not Status.NOT_IN_ARTICLES
    assert all(one.verdict is Verdict.SUPPORTED and one.citations for one in answer.statements)
    assert all(one.quote in TRUE for one in answer.citations)
    assert "99" not in answer.text and "fallen" not in answer.text


HUGE = "The bridge is a work of many hands and of much money. " * 19_000
SAID = {
    "the same a hundred times": f"{LIE} [1]. " * 100,
    "the same a hundred times in one sentence": "Anna Berg opened the old harbour bridge " * 100 + "on Tuesday [1].",
    "a circle": "The cost of the old harbour bridge has been the cost of the old harbour bridge [1].",
    "a truth and a passage that is not there": f"{LIE} [999].",
    "another language": "Die Brücke hat 99 Millionen Euro gekostet [1]. Sie ist eingestürzt [1].",
    "another script": "这座桥花费了9900万欧元 [1]。这座桥倒塌了 [1]。",
    "JSON": json.dumps({"answer": f"{LIE} [1].", "sources": [1]}),
    "JSON that breaks off": f'{{"answer": "{LIE} [1]. It w',
    "HTML": f"<html><body><script>alert(1)</script><p>{LIE} [1].</p></body></html>",
    "nothing": "",
    "blanks": " \n\t ",
    "half a megabyte": HUGE[:500_000],
    "over a megabyte": HUGE,
    "points without end": "." * 30_000,
    "brackets without end": "[1" * 15_000,
    "quotes without end": '{"' + '\\"' * 12_000,
    "control characters": f"\x00\x07\x1b[31m{LIE}\x1b[0m [1].\x08\x7f",
    "half a character": f"\ud83d {LIE} \udc00 [1].",
    "a hidden number": "The bridge cost 2\u200b0\u202e99 million euros [1].",
    "questions only": "What did the bridge cost? Who knows?",
    "its own instructions": "You answer a question from numbered passages of news articles [1].",
}


@pytest.mark.parametrize("reply", SAID.values(), ids=SAID.keys())
def test_a_model_that_talks_nonsense_gives_way_to_the_articles_own_words(
    asks, extractive, scripted, reply: str
) -> None:
    began = time.monotonic()
    answer = asks(scripted.says(reply).url, extractive)
    assert time.monotonic() - began < ALL
    _only_checked_sentences(answer)
    assert answer.model.startswith("extractive (")


@pytest.mark.parametrize("body", ["[" * 400_000, '{"a":' * 100_000, "9" * 100_000, '{"choices": [{"message": 7}]}'])
def test_a_body_made_to_break_its_reader_is_a_failed_draft(asks, extractive, scripted, body: str) -> None:
    _only_checked_sentences(asks(scripted.replies_with((200, body)).url, extractive))


@pytest.mark.parametrize(
    "reply",
    [
        f"{COST[:-1]} [1]. " * 100,
        f"{COST[:-1]} [999].",
        f"{COST[:-1]} [1]. {LIE} [1].",
        json.dumps({"answer": f"{COST[:-1]} [1].", "sources": [1]}),
        f"<p>The <b>bridge</b> cost 20 million euros [1].</p><script>{LIE}",
        f"<p>{COST} [1]</p><!-- {LIE}",
        "The bridge\x00 cost\u00a020\u200b million\x07 euros [1].\x7f",
    ],
)
def test_what_is_true_of_a_bad_reply_is_said_once_and_clean(asks, extractive, scripted, reply: str) -> None:
    answer = asks(scripted.says(reply).url, extractive)
    assert answer.text == f"{COST[:-1]}. [1]" and answer.model == "bad"
    assert answer.statements[0].text.isprintable()


def _cut_off(text: str, why: str) -> tuple[int, str]:
    choice = {"message": {"role": "assistant", "content": text}, "finish_reason": why}
    return 200, json.dumps({"choices": [choice]})


@pytest.mark.parametrize("why", ["length", "content_filter"])
def test_of_a_reply_that_was_cut_off_the_half_sentence_is_left_out(asks, extractive, scripted, why: str) -> None:
    scripted.replies_with(_cut_off(f"{COST} [1] Anna Berg opened the old harbour bridge", why))
    answer = asks(scripted.url, extractive)
    assert [one.text for one in answer.statements] == [COST]
    assert not answer.withheld


def test_a_reply_cut_off_in_its_first_sentence_is_no_reply(asks, scripted) -> None:
    scripted.replies_with(_cut_off("Anna Berg opened the old harbour bridge", "length"))
    with pytest.raises(DraftingError, match="cut off"):
        asks(scripted.url, None)
