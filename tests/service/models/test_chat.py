import socket
import threading

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
