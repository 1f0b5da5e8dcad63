"""Drafting models at their worst, over real HTTP: each ends in time, in an answer of checked sentences or an error."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from service.answering import Answerer
from service.answers import Answer, Status, Verdict
from service.drafting.prompted import PromptedDrafter
from service.errors import DraftingError
from service.models.chat import ChatModel

TRUE = "Anna Berg opened the old harbour bridge on Tuesday. The bridge cost 20 million euros."
COST = "The bridge cost 20 million euros."
QUESTION = "What did the bridge cost?"
LIE = "The bridge cost 99 million euros and has fallen"
# Seconds. An answer takes the model's time and a little for the checks.
MODEL, ALL = 1.0, 2.5
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

Serve = Callable[[Callable[[socket.socket], None]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serves every connection, once its request is read, by what is given; tells the address."""
    listening = socket.create_server(("127.0.0.1", 0))

    def taken(reply: Callable[[socket.socket], None]) -> None:
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threading.Thread(target=answered, args=(connection, reply), daemon=True).start()

    def answered(connection: socket.socket, reply: Callable[[socket.socket], None]) -> None:
        with connection:
            try:
                _read(connection)
                reply(connection)
            except OSError:
                pass  # a client that stops waiting closes the connection

    def served(reply: Callable[[socket.socket], None]) -> str:
        threading.Thread(target=taken, args=(reply,), daemon=True).start()
        return f"http://127.0.0.1:{listening.getsockname()[1]}/v1"

    yield served
    listening.shutdown(socket.SHUT_RDWR)
    listening.close()


def _read(connection: socket.socket) -> None:
    head = b""
    while b"\r\n\r\n" not in head:
        head += connection.recv(65_536)
    head, _, body = head.partition(b"\r\n\r\n")
    length = next(int(line.split(b":")[1]) for line in head.splitlines() if line.lower().startswith(b"content-length"))
    while len(body) < length:
        body += connection.recv(65_536)


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def _whole(text: str, **choice: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}, **choice}]}).encode()


def _dies_in_the_middle(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 5000\r\n\r\n" + _whole(f"{LIE}. {COST}")[:-20])
    time.sleep(0.05)
    _reset(connection)


def _ends_before_its_end(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 5000\r\n\r\n" + _whole(f"{LIE}."))


def _dies_between_chunks(connection: socket.socket) -> None:
    body = _whole(f"{LIE}.")
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n" + f"{len(body):x}\r\n".encode() + body + b"\r\n")
    time.sleep(0.05)
    _reset(connection)


def _streams_though_not_asked(connection: socket.socket) -> None:
    part = json.dumps({"choices": [{"delta": {"content": LIE}}]})
    connection.sendall(HEAD.replace(b"application/json", b"text/event-stream") + b"\r\n")
    connection.sendall(f"data: {part}\n\n".encode())


def _hangs_up(connection: socket.socket) -> None:
    _reset(connection)


def _is_silent(connection: socket.socket) -> None:
    time.sleep(2 * ALL)


def _is_silent_after_half(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Content-Length: 5000\r\n\r\n")
    time.sleep(0.8 * MODEL)
    connection.sendall(_whole(LIE)[:30])
    time.sleep(2 * ALL)


def _drips_its_headers(connection: socket.socket) -> None:
    connection.sendall(HEAD)
    for number in range(100):
        connection.sendall(f"X-Header-{number}: still here\r\n".encode())
        time.sleep(0.2 * MODEL)


def _drips_without_end(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"Transfer-Encoding: chunked\r\n\r\n")
    while True:
        connection.sendall(b"1\r\n \r\n")
        time.sleep(0.05)


def _pours_without_end(connection: socket.socket) -> None:
    connection.sendall(HEAD + b"\r\n")
    while True:
        connection.sendall(b" " * 65_536)


BROKEN = [_dies_in_the_middle, _ends_before_its_end, _dies_between_chunks, _streams_though_not_asked, _hangs_up]
ENDLESS = [_is_silent, _is_silent_after_half, _drips_its_headers, _drips_without_end, _pours_without_end]


def _answerer(evidence, found, url: str, fallback) -> tuple[Answerer, ChatModel]:
    model = ChatModel("bad", base_url=url, timeout=MODEL)
    made = evidence(QUESTION, TRUE)
    return Answerer(found(made), PromptedDrafter(model), 0.5, lambda: 7, fallback, lambda: "id-1"), model


def _only_checked_sentences(answer: Answer) -> None:
    assert answer.status is not Status.NOT_IN_ARTICLES
    assert all(one.verdict is Verdict.SUPPORTED and one.citations for one in answer.statements)
    assert all(one.quote in TRUE for one in answer.citations)
    assert "99" not in answer.text and "fallen" not in answer.text


@pytest.mark.parametrize("reply", [*BROKEN, *ENDLESS], ids=lambda reply: reply.__name__.strip("_"))
def test_a_model_that_fails_gives_way_to_the_articles_own_words_in_time(
    evidence, found, extractive, serve: Serve, reply
) -> None:
    answerer, model = _answerer(evidence, found, serve(reply), extractive)
    began = time.monotonic()
    answer = answerer.answer(QUESTION)
    assert time.monotonic() - began < ALL
    model.close()
    _only_checked_sentences(answer)
    assert answer.model.startswith("extractive (") and COST in answer.text


@pytest.mark.parametrize("reply", [*BROKEN, *ENDLESS], ids=lambda reply: reply.__name__.strip("_"))
def test_a_model_that_fails_is_an_error_in_time_where_nothing_stands_in_for_it(
    evidence, found, serve: Serve, reply
) -> None:
    answerer, model = _answerer(evidence, found, serve(reply), None)
    began = time.monotonic()
    with pytest.raises(DraftingError):
        answerer.answer(QUESTION)
    assert time.monotonic() - began < ALL
    model.close()


HUGE = "The bridge is a work of many hands and of much money. " * 19_000
SAID = {
    "the same a hundred times": f"{LIE} [1]. " * 100,
    "the same a hundred times in one sentence": "Anna Berg opened the old harbour bridge " * 100 + "on Tuesday [1].",
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
    evidence, found, extractive, scripted, reply: str
) -> None:
    answerer, model = _answerer(evidence, found, scripted.says(reply).url, extractive)
    began = time.monotonic()
    answer = answerer.answer(QUESTION)
    assert time.monotonic() - began < ALL
    model.close()
    _only_checked_sentences(answer)
    assert answer.model.startswith("extractive (")


@pytest.mark.parametrize("body", ["[" * 400_000, '{"a":' * 100_000, "9" * 100_000, '{"choices": [{"message": 7}]}'])
def test_a_body_made_to_break_its_reader_is_a_failed_draft(evidence, found, extractive, scripted, body: str) -> None:
    answerer, model = _answerer(evidence, found, scripted.replies_with((200, body)).url, extractive)
    _only_checked_sentences(answerer.answer(QUESTION))
    model.close()


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
def test_what_is_true_of_a_bad_reply_is_said_once_and_clean(evidence, found, extractive, scripted, reply: str) -> None:
    answerer, model = _answerer(evidence, found, scripted.says(reply).url, extractive)
    answer = answerer.answer(QUESTION)
    model.close()
    assert answer.text == f"{COST[:-1]}. [1]" and answer.model == "bad"
    assert answer.statements[0].text.isprintable()


@pytest.mark.parametrize("why", ["length", "content_filter"])
def test_of_a_reply_that_was_cut_off_the_half_sentence_is_left_out(
    evidence, found, extractive, serve, why: str
) -> None:
    body = _whole(f"{COST} [1] Anna Berg opened the old harbour bridge", finish_reason=why)
    url = serve(lambda connection: connection.sendall(HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body))
    answerer, model = _answerer(evidence, found, url, extractive)
    answer = answerer.answer(QUESTION)
    model.close()
    assert [one.text for one in answer.statements] == [COST]
    assert not answer.withheld


def test_a_reply_cut_off_in_its_first_sentence_is_no_reply(evidence, found, serve) -> None:
    body = _whole("Anna Berg opened the old harbour bridge", finish_reason="length")
    url = serve(lambda connection: connection.sendall(HEAD + f"Content-Length: {len(body)}\r\n\r\n".encode() + body))
    answerer, model = _answerer(evidence, found, url, None)
    with pytest.raises(DraftingError, match="cut off"):
        answerer.answer(QUESTION)
    model.close()
