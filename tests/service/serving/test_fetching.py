"""Addresses handed to the service that holds the data folder."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ...conftest import Site
from .conftest import ENOUGH, environment

NEAR = {"ONRECORD_ALLOW_PRIVATE_ADDRESSES": "true"}
PAGE = "<html><head><title>{0}</title></head><body><article><p>{1}</p></article></body></html>"


def feed(site: Site, count: int) -> None:
    items = "".join(f"<item><title>Gate {n}</title><link>/gate-{n}</link></item>" for n in range(count))
    site.pages["/feed"] = f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>'
    for n in range(count):
        site.pages[f"/gate-{n}"] = PAGE.format(f"Gate {n}", f"Gate number {n} of the canal cost {n + 3} million euros.")


def test_an_address_is_read_by_the_service_and_answers_at_once(
    site: Site, data: Path, started: Callable[..., Any], onrecord: Callable[..., Any]
):
    feed(site, 2)
    service = started("--data-dir", data, ONRECORD_FETCH_RATE="100", **NEAR)
    assert service.address
    indexed = onrecord("index", site("/feed"), "--data-dir", data, "--json")
    assert indexed.returncode == 0, indexed.stdout
    assert len(json.loads(indexed.stdout)["added"]) == 2
    asked = onrecord("ask", "How much did gate number 1 of the canal cost?", "--data-dir", data)
    assert "4 million euros" in asked.stdout, asked.stderr
    again = json.loads(onrecord("index", site("/feed"), "--data-dir", data, "--json").stdout)
    assert len(again["unchanged"]) == 2
    assert service.end(signal.SIGTERM)[0] == 0


def test_a_service_that_is_stopped_while_it_reads_a_site_ends_and_keeps_what_it_has(
    site: Site, data: Path, started: Callable[..., Any], onrecord: Callable[..., Any]
):
    feed(site, 200)
    service = started("--data-dir", data, ONRECORD_STOP_TIMEOUT="1", ONRECORD_FETCH_RATE="5", **NEAR)
    assert service.address
    command = [sys.executable, "-m", "service", "index", site("/feed"), "--data-dir", str(data)]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment()
    ) as indexing:
        until = time.monotonic() + ENOUGH
        while ("/gate-3", 200) not in site.asked and time.monotonic() < until:
            time.sleep(0.05)
        code, said = service.end(signal.SIGTERM)
        trouble = indexing.communicate(timeout=ENOUGH)[1]
    assert code == 0, said
    assert "Traceback" not in said + trouble
    assert indexing.returncode == 1 and trouble.strip().count("\n") == 0, trouble
    assert len(site.asked) < 150
    again = onrecord("status", "--data-dir", data, "--json")
    assert json.loads(again.stdout)["owner"] is None
