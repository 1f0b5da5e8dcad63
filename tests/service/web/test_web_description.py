"""What openapi.json says of keys and errors is what the service does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from service.keys import Keys, KeyScope
from service.web.admission import Admission
from service.web.health import Opening, Service
from service.web.usage import Usage


@pytest.fixture
def keys(tmp_path: Path) -> Keys:
    return Keys(tmp_path)


@pytest.fixture
def abroad(service: Service, keys: Keys, listening_client: Any) -> Iterator[httpx.Client]:
    """A client of a service that listens beyond this machine."""
    admission = Admission(keys, local=False, hosts=frozenset())
    with listening_client(Opening(service), admission=admission, usage=Usage("1000/minute", 8)) as client:
        yield client


def operations(client: httpx.Client) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path.replace("{", "").replace("}", ""), operation


def test_each_operation_says_which_key_it_needs(abroad: httpx.Client, keys: Keys) -> None:
    _, secret = keys.create("app", KeyScope.READER)
    reader = {"Authorization": f"Bearer {secret}"}
    for method, path, operation in operations(abroad):
        security = operation.get("security", [])
        assert (abroad.request(method, path).status_code == 401) == bool(security), path
        assert (abroad.request(method, path, headers=reader).status_code == 403) == ({"adminKey": []} in security), path
    assert abroad.get("/openapi.json").json()["components"]["securitySchemes"].keys() == {"key", "adminKey"}


def test_each_refusal_is_described_with_its_headers_and_its_form(abroad: httpx.Client, keys: Keys) -> None:
    _, secret = keys.create("app", KeyScope.READER)
    for method, path, operation in operations(abroad):
        for headers in ({}, {"Authorization": f"Bearer {secret}"}):
            refused = abroad.request(method, path, headers=headers)
            if refused.status_code not in (401, 403):
                continue
            described = operation["responses"][str(refused.status_code)]
            assert refused.headers["content-type"] in described["content"], path
            assert all(name in refused.headers for name in described["headers"]), path


def test_limits_are_described_as_they_are_told(service: Service, keys: Keys, listening_client: Any) -> None:
    _, secret = keys.create("app", KeyScope.READER)
    admission = Admission(keys, local=False, hosts=frozenset())
    with listening_client(Opening(service), admission=admission, usage=Usage("1/hour", 8)) as client:
        client.headers["Authorization"] = f"Bearer {secret}"
        client.get("/v1/articles")
        refused = client.get("/v1/articles")
        described = client.get("/openapi.json").json()["paths"]["/v1/articles"]["get"]["responses"]["429"]
        assert refused.status_code == 429
        assert all(name in refused.headers for name in described["headers"])
        assert refused.headers["content-type"] in described["content"]
