"""The description of the API against the service: whatever is sent, no fault and nothing undescribed comes back."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from indexing.sync import sync
from service import wiring
from service.keys import Keys, KeyScope
from service.settings import Drafting, ServiceSettings
from service.web.admission import Admission
from service.web.health import Opening, Service

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)
SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
SEED = "20261126"


@pytest.fixture
def own(published: Path, tmp_path: Path) -> Iterator[Service]:
    """A service of one's own: the fuzzer puts and removes articles."""
    built = wiring.build(ServiceSettings(data_dir=tmp_path / "data", drafting=Drafting.EXTRACTIVE))
    assert not sync(built.corpus, [str(published)]).failed
    yield built
    built.close()


def test_whatever_is_sent_no_fault_and_nothing_undescribed_comes_back(
    own: Service, listening_on, tmp_path: Path
) -> None:
    keys = Keys(tmp_path)
    _, secret = keys.create("fuzzer", KeyScope.ADMIN)
    with listening_on(Opening(own), admission=Admission(keys)) as address:
        command = [SCHEMATHESIS, "run", f"{address}/openapi.json", "-H", f"Authorization: Bearer {secret}"]
        options = ["--checks", ",".join(CHECKS), "--max-examples", "20", "--seed", SEED, "--workers", "2"]
        # An erasure makes the indexes anew before it answers.
        phases = ["--phases", "examples,coverage,fuzzing", "--request-timeout", "60", "--no-color"]
        ran = subprocess.run(
            [*command, *options, *phases], capture_output=True, text=True, timeout=300, cwd=tmp_path, check=False
        )
    assert ran.returncode == 0, ran.stdout[-4_000:]
    assert "Tested: 23" in ran.stdout
