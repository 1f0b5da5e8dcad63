"""Drafting models that fail on the wire: each ends in time, in an answer of checked sentences or in an error."""

import json
import socket
import struct
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from service.answers import Answer, Status, Verdict
from service.drafting import Drafter
from service.errors import DraftingError

TRUE = "Anna Berg opened the old harbour bridge on Tuesday. The bridge cost 20 million euros."
COST = "The bridge cost 20 million euros."
QUESTION = "What did the bridge cost?"
LIE = "The bridge cost 99 million euros and has fallen"
# Seconds. An answer takes the time of the model, and some for the checks, which a busy machine makes longer.
MODEL, ALL = 1.0, 5.0
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

Serve = Callable[[Callable[[socket.socket], None]], str]

Asks = Callable[[str, Drafter | None], Answer]


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


def _whole(text: str) -> bytes:
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


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


def _streams_half_a_sentence(connection: socket.socket) -> None:
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


def _streamed(connection: socket.socket, *texts: str) -> None:
    connection.sendall(HEAD.replace(b"application/json", b"text/event-stream") + b"\r\n")
    for text in texts:
        part = json.dumps({"choices": [{"delta": {"content": text}}]})
        connection.sendall(f"data: {part}\n\n".encode())


def _dies_in_a_sentence(connection: socket.socket) -> None:
    _streamed(connection, f"{LIE} [1]. ", "The bridge cost 20 mill")
    time.sleep(0.05)
    _reset(connection)


def _streams_an_error(connection: socket.socket) -> None:
    _streamed(connection, f"{LIE} [1]. ", "The bridge")
    connection.sendall(b'event: error\ndata: {"error": {"message": "overloaded"}}\n\n')


def _streams_nothing_readable(connection: socket.socket) -> None:
    _streamed(connection, f"{LIE} [1]. ", "The bridge")
    connection.sendall(b"data: {{{\n\n")


def _is_silent_in_a_sentence(connection: socket.socket) -> None:
    _streamed(connection, f"{LIE} [1]. The bridge cost 20 mill")
    time.sleep(2 * ALL)


def _is_only_kept_alive(connection: socket.socket) -> None:
    _streamed(connection)
    while True:
        connection.sendall(b": still thinking\n\n")
        time.sleep(0.05)


def _streams_a_sentence_without_end(connection: socket.socket) -> None:
    _streamed(connection, *[f"{LIE} and "] * 10)
    while True:
        part = json.dumps({"choices": [{"delta": {"content": f"{LIE} and "}}]})
        connection.sendall(f"data: {part}\n\n".encode())
        time.sleep(0.01)


BROKEN = [
    _dies_in_the_middle,
    _ends_before_its_end,
    _dies_between_chunks,
    _streams_half_a_sentence,
    _streams_an_error,
    _streams_nothing_readable,
    _hangs_up,
]
BEHIND_A_LIE = [_dies_in_a_sentence, _is_silent_in_a_sentence]
ENDLESS = [
    _is_only_kept_alive,
    _streams_a_sentence_without_end,
    _is_silent,
    _is_silent_after_half,
    _drips_its_headers,
    _drips_without_end,
    _pours_without_end,
]


def _only_checked_sentences(answer: Answer) -> None:
    assert answer.status is not Status.NOT_IN_ARTICLES
    assert all(one.verdict is Verdict.SUPPORTED and one.citations for one in answer.statements)
    assert all(one.quote in TRUE for one in answer.citations)
    assert "99" not in answer.text and "fallen" not in answer.text


@pytest.mark.parametrize("reply", [*BROKEN, *BEHIND_A_LIE, *ENDLESS], ids=lambda reply: reply.__name__.strip("_"))
def test_a_model_that_fails_gives_way_to_the_articles_own_words_in_time(asks, extractive, serve: Serve, reply) -> None:
    began = time.monotonic()
    answer = asks(serve(reply), extractive)
    assert time.monotonic() - began < ALL
    _only_checked_sentences(answer)
    assert answer.model.startswith("extractive (") and COST in answer.text


@pytest.mark.parametrize("reply", [*BROKEN, *ENDLESS], ids=lambda reply: reply.__name__.strip("_"))
def test_a_model_that_fails_is_an_error_in_time_where_nothing_stands_in_for_it(asks, serve: Serve, reply) -> None:
    began = time.monotonic()
    with pytest.raises(DraftingError):
        asks(serve(reply), None)
    assert time.monotonic() - began < ALL


def _breaks_off_behind_a_truth(connection: socket.socket) -> None:
    _streamed(connection, f"{COST[:-1]} [1]. ", f"{LIE} [1]. Anna Berg opened the old har")
    time.sleep(0.05)
    _reset(connection)


def _is_silent_behind_a_truth(connection: socket.socket) -> None:
    _streamed(connection, f"{COST[:-1]} [1]. ", f"{LIE} [1]. Anna Berg opened the old har")
    time.sleep(2 * ALL)


@pytest.mark.parametrize("stands_in", [True, False], ids=["with a fallback", "without"])
@pytest.mark.parametrize(
    ("reply", "why"), [(_breaks_off_behind_a_truth, "broke off"), (_is_silent_behind_a_truth, "within 1 seconds")]
)
def test_what_stood_the_checks_before_a_draft_broke_off_is_a_partial_answer_that_says_why(
    asks, extractive, serve: Serve, reply, why: str, stands_in: bool
) -> None:
    answer = asks(serve(reply), extractive if stands_in else None)
    _only_checked_sentences(answer)
    assert answer.text == f"{COST} [1]" and answer.status is Status.PARTIAL
    assert answer.model.startswith("bad (The ") and why in answer.model
    assert all("old har" not in one.text for one in answer.withheld)


@pytest.mark.parametrize("reply", BEHIND_A_LIE, ids=lambda reply: reply.__name__.strip("_"))
def test_instead_of_a_lie_before_a_draft_broke_off_its_article_is_quoted(asks, serve: Serve, reply) -> None:
    answer = asks(serve(reply), None)
    _only_checked_sentences(answer)
    assert answer.text == f"{COST} [1]" and answer.status is Status.PARTIAL
    assert answer.model.startswith("extractive (The ") and [one.text for one in answer.withheld] == [f"{LIE}."]
