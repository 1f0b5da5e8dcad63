import socket
import threading
import time

import pytest

from service.errors import DraftingError
from service.models.chat import ChatModel

HELLO = ({"role": "user", "content": "Hello"},)


@pytest.fixture
def model(scripted):
    model = ChatModel(base_url=scripted.url, timeout=20)
    yield model
    model.close()


def test_the_reply_is_the_text_of_the_first_choice(model, scripted):
    scripted.says("Good morning.")
    assert model.complete(HELLO) == "Good morning."


def test_a_reply_is_read_as_it_is_written(model, scripted):
    scripted.streams("Good", " morning", ".", pause=0.2)
    reply = model.write(HELLO)
    began = time.monotonic()
    assert next(reply.pieces) == "Good"
    assert time.monotonic() - began < 0.6
    assert "".join(reply.pieces) == " morning."
    assert scripted.requests[0]["stream"] is True


def test_a_whole_reply_is_not_streamed(model, scripted):
    scripted.says("Good morning.")
    model.complete(HELLO)
    assert scripted.requests[0]["stream"] is False


@pytest.mark.parametrize("reads", ["write", "complete"])
def test_whether_it_is_asked_to_stream_or_not_either_form_of_a_reply_is_read(model, scripted, reads):
    def read() -> str:
        return model.complete(HELLO) if reads == "complete" else "".join(model.write(HELLO).pieces)

    scripted.says("Good morning.")
    assert read() == "Good morning."
    scripted.streams("Good", " morning.")
    assert read() == "Good morning."


def test_what_stands_in_a_stream_beside_the_text_is_passed_over(model, scripted):
    scripted.streams("Good", " morning.")
    usage = 'data: {"choices": [], "usage": {"total_tokens": 5}}'
    thought = 'data: {"choices": [{"delta": {"role": "assistant", "content": null, "reasoning_content": "Hm."}}]}'
    scripted.events = [": keep-alive", usage, thought, "event: ping\ndata: {}", "", *scripted.events]
    assert "".join(model.write(HELLO).pieces) == "Good morning."


ENDINGS = {
    "the connection ends": ([], "broke off"),
    "an error event": (['data: {"error": {"message": "overloaded"}}'], "replied with an error"),
    "an event that is not JSON": (["data: <html>"], "not JSON"),
    "a limit": (['data: {"choices": [{"delta": {}, "finish_reason": "length"}]}'], "cut off"),
}


@pytest.mark.parametrize(("ending", "why"), ENDINGS.values(), ids=ENDINGS.keys())
def test_a_stream_that_does_not_end_well_is_an_error_behind_what_it_said_and_not_asked_again(
    model, scripted, ending, why
):
    scripted.streams("Good", " morning")
    scripted.events[2:] = ending
    read = []
    with pytest.raises(DraftingError, match=why):
        read.extend(model.write(HELLO).pieces)
    assert "".join(read) == "Good morning"
    assert len(scripted.requests) == 1


def test_a_stream_without_a_text_is_an_error(model, scripted):
    scripted.streams("", " ")
    with pytest.raises(DraftingError, match="no text"):
        list(model.write(HELLO).pieces)


@pytest.mark.parametrize("events", [[": keep-alive"] * 500, ['data: {"choices": []}'] * 500])
def test_a_stream_that_goes_on_is_given_up_at_the_deadline(scripted, events):
    scripted.streams("Good")
    scripted.events, scripted.pause = [*scripted.events[:1], *events], 0.05
    model = ChatModel("slow", base_url=scripted.url, timeout=0.5)
    began = time.monotonic()
    with pytest.raises(DraftingError, match="did not reply within"):
        list(model.write(HELLO).pieces)
    assert time.monotonic() - began < 3
    assert scripted.left.wait(5)
    model.close()


def test_a_reply_that_is_closed_is_written_no_further(model, scripted):
    scripted.streams("Good", " morning.", pause=10)
    reply = model.write(HELLO)
    assert next(reply.pieces) == "Good"
    threading.Timer(0.1, reply.close).start()
    with pytest.raises(DraftingError, match="stopped"):
        next(reply.pieces)
    assert scripted.left.wait(5)


def test_a_model_that_does_not_stream_is_asked_for_the_whole(model, scripted):
    refusal = (400, '{"error": {"message": "Verify your organization to stream this model.", "param": "stream"}}')
    scripted.replies_with(refusal, *scripted.says("Good morning.").replies)
    assert "".join(model.write(HELLO).pieces) == "Good morning."
    assert [one["stream"] for one in scripted.requests] == [True, False]


def test_without_a_name_the_first_model_of_the_endpoint_is_asked(model, scripted):
    scripted.says("Good morning.")
    model.complete(HELLO)
    assert model.name == "first-model"
    assert scripted.requests[0]["model"] == "first-model"


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_fault_that_may_pass_is_tried_once_more(model, scripted, status):
    scripted.replies_with((status, "{}"), *scripted.says("Good morning.").replies)
    assert model.complete(HELLO) == "Good morning."


@pytest.mark.parametrize("status", [429, 500])
def test_a_fault_that_stays_is_an_error_after_two_tries(model, scripted, status):
    scripted.replies_with((status, '{"error": {"message": "no"}}'))
    with pytest.raises(DraftingError, match=str(status)):
        model.complete(HELLO)
    assert len(scripted.requests) == 2


def test_a_wrong_key_is_not_tried_again_and_names_the_setting(model, scripted):
    scripted.replies_with((401, "{}"))
    with pytest.raises(DraftingError, match="OPENAI_API_KEY"):
        model.complete(HELLO)
    assert len(scripted.requests) == 1


def test_a_model_that_takes_no_temperature_is_asked_without(model, scripted):
    refusal = (400, '{"error": {"message": "Unsupported parameter: max_tokens"}}')
    scripted.replies_with(refusal, *scripted.says("Good morning.").replies)
    assert model.complete(HELLO) == "Good morning."
    assert "max_tokens" not in scripted.requests[1]


@pytest.mark.parametrize(
    "body",
    [
        "",
        "<html><body>502 Bad Gateway</body></html>",
        "[]",
        "null",
        "{}",
        '{"choices": []}',
        '{"choices": [{"message": {"content": null}}]}',
        '{"choices": [{"message": {"content": "  "}}]}',
        '{"choices": "no"}',
        '{"choices": [{"message"',
        '{"error": "overloaded"}',
    ],
)
def test_a_body_without_a_text_is_an_error(model, scripted, body):
    scripted.replies_with((200, body))
    with pytest.raises(DraftingError):
        model.complete(HELLO)


@pytest.mark.parametrize("way", ["waits", "drips"])
def test_a_slow_model_is_given_up_at_the_deadline(scripted, way):
    scripted.says("Good morning. " * 20)
    setattr(scripted, way, True)
    model = ChatModel("slow", base_url=scripted.url, timeout=0.5)
    with pytest.raises(DraftingError, match="did not reply within"):
        model.complete(HELLO)
    model.close()


def test_a_model_that_is_down_is_an_error():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    model = ChatModel(base_url=f"http://127.0.0.1:{port}/v1", timeout=2)
    with pytest.raises(DraftingError, match="cannot be reached"):
        model.complete(HELLO)
    model.close()


def test_a_connection_that_breaks_off_is_an_error():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        listening.settimeout(10)

        def hang_up() -> None:
            for _ in range(2):
                connection, _ = listening.accept()
                connection.recv(100)
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n{")
                connection.close()

        threading.Thread(target=hang_up, daemon=True).start()
        model = ChatModel("m", base_url=f"http://127.0.0.1:{listening.getsockname()[1]}/v1", timeout=20)
        with pytest.raises(DraftingError):
            model.complete(HELLO)
        model.close()
