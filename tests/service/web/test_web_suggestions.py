"""Questions that the service offers, made from what its articles say."""

import time
from pathlib import Path

import httpx
import pytest

from indexing.sync import sync
from indexing.sync.removal import remove
from service import wiring
from service.settings import Drafting, ServiceSettings
from service.web.health import Opening

BRIDGE = "The new bridge is strong. “It will stand for a century,” said Ana Ruiz on Monday.\n"
TUNNEL = "The long tunnel is closed. “It will open again in May,” said Tom Byrne on Friday.\n"


def offered(client: httpx.Client) -> list[str]:
    until = time.monotonic() + 60
    while not (questions := client.get("/v1/suggestions").json()["questions"]) and time.monotonic() < until:
        time.sleep(0.05)
    return questions


@pytest.mark.parametrize("left", ["removed", "corrected"])
def test_a_question_goes_with_the_article_that_answers_it(left: str, tmp_path: Path, listening_client) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "bridge.md").write_text(BRIDGE, encoding="utf-8")
    (folder / "tunnel.md").write_text(TUNNEL, encoding="utf-8")
    built = wiring.build(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE))
    assert not sync(built.corpus, [str(folder)]).failed
    ids = {Path(source).stem: article_id for article_id, source in built.corpus.catalog.sources()}
    with listening_client(Opening(built)) as client:
        assert sorted(offered(client)) == ["What did Ana Ruiz say?", "What did Tom Byrne say?"]
        if left == "removed":
            assert remove(built.corpus, [ids["bridge"]]).removed
        else:
            (folder / "bridge.md").write_text(BRIDGE.replace("Ana Ruiz", "Eva Stone"), encoding="utf-8")
            assert sync(built.corpus, [str(folder)]).changed
        assert client.get("/v1/suggestions").json()["questions"] == ["What did Tom Byrne say?"]
    built.close()
