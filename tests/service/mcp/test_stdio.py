"""`onrecord mcp` as a real process, used by the SDK's real client."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from mcp import Client, StdioServerParameters

from indexing.corpus import Corpus
from indexing.settings import IndexingSettings
from indexing.sync import sync
from service import wiring
from service.client import OnRecord
from service.nearby import library
from service.settings import Drafting, ServiceSettings

COMMAND = [sys.executable, "-m", "service", "mcp"]
QUESTION = "How much did the bridge cost?"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "bridge.md").write_text("---\ntitle: The bridge\n---\nThe bridge cost 41 million dollars.\n", "utf-8")
    with Corpus.open(IndexingSettings(data_dir=tmp_path / "data")) as corpus:
        assert not sync(corpus, [str(tmp_path / "bridge.md")]).failed
    return tmp_path / "data"


def process(data: Path) -> StdioServerParameters:
    inherited = {name: value for name, value in os.environ.items() if not name.startswith(("OPENAI_", "ONRECORD_"))}
    return StdioServerParameters(command=COMMAND[0], args=[*COMMAND[1:], "--data-dir", str(data)], env=inherited)


def test_an_agent_asks_searches_and_reads_from_an_index(data: Path) -> None:
    async def used() -> None:
        async with Client(process(data)) as client:
            asked = await client.call_tool("ask", {"question": QUESTION})
            assert "41 million dollars. [1]" in asked.content[0].text  # type: ignore[union-attr]
            found = await client.call_tool("search", {"query": "bridge"})
            (result,) = found.structured_content["results"]
            assert (result["title"], result["url"]) == ("The bridge", None)
            page = await client.call_tool("fetch", {"id": result["id"]})
            assert "41 million" in page.structured_content["text"]
            assert (await client.call_tool("fetch", {"id": "nobody"})).is_error

    asyncio.run(used())
    with wiring.build(ServiceSettings(data_dir=data, drafting=Drafting.EXTRACTIVE)).corpus as corpus:
        assert corpus.catalog.articles(limit=1)  # the folder is free again


def test_without_an_index_it_ends_with_one_sentence(tmp_path: Path) -> None:
    command = [*COMMAND, "--data-dir", str(tmp_path / "none")]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, stdin=subprocess.DEVNULL)
    assert ended.returncode == 1 and ended.stdout == ""
    assert ended.stderr.count("\n") == 1 and ended.stderr.rstrip().endswith(".")


@pytest.mark.parametrize("number", [None, signal.SIGTERM, signal.SIGINT])
def test_it_ends_with_its_input_and_with_a_signal(data: Path, number: signal.Signals | None) -> None:
    command = [*COMMAND, "--data-dir", str(data)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True) as running:
        assert running.stdin and running.stdout and running.stderr
        running.stdin.write('{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n')
        running.stdin.flush()
        assert '"id":1' in running.stdout.readline()
        running.stdin.close() if number is None else running.send_signal(number)
        running.wait(60)
        assert "Traceback" not in running.stderr.read()


def test_while_a_service_runs_it_answers_and_afterwards_the_index_does(data: Path) -> None:
    everywhere = ["--host", "0.0.0.0", "--port", "0"]  # noqa: S104 - where a service asks for keys
    command = [sys.executable, "-m", "service", "serve", *everywhere, "--data-dir", str(data)]

    async def used() -> None:
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=process(data).env) as service:
            assert service.stdout
            service.stdout.readline()  # it answers, beyond this machine only with a key
            async with Client(process(data)) as client:
                asked = (await client.call_tool("ask", {"question": QUESTION})).structured_content
                with library(ServiceSettings(data_dir=data), "ask", seconds=60) as service_there:
                    assert isinstance(service_there, OnRecord)
                    assert service_there.answer(asked["id"]).model_dump(mode="json") == asked
                service.terminate()
                service.wait(60)
                again = (await client.call_tool("ask", {"question": QUESTION})).structured_content
        assert again["text"] == asked["text"]

    asyncio.run(used())
