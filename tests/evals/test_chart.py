"""The page of a bench's charts, and in a real Chromium."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from evals.bench.chart import Line, Rows, page

FIRST = {"p50_ms": 500.0, "p90_ms": 1000.0, "p99_ms": 1200.0, "n": 1234}
LATE = {"p50_ms": None, "p90_ms": None, "p99_ms": None, "n": 0}
ROWS = Rows.of_percentiles("Stages & steps", {"draft <b>": FIRST, "verify": LATE}, {"n": "asked"}, "Warm.")
SINGLE = Rows("Start", "s", ("median",), {"open": [0.5], "all": [2.0]})
LINE = Line("Memory", "seconds", "MB", [(0.0, 100.0), (10.0, 150.0), (29.0, 412.0)])


def places(drawn: str, what: str) -> list[float]:
    """Where marks stand across, as shares of the rail."""
    return [round((float(found) - 2) / 96, 3) for found in re.findall(rf'{what}="([\d.]+)%"', drawn)]


def test_a_dot_is_the_first_value_and_the_line_runs_to_the_last():
    drawn = page("", [], [ROWS])
    assert places(drawn, 'class="dot series0" cx') == [round(500 / 1200, 3)]
    assert places(drawn, 'class="whisker series0" x1') == [round(500 / 1200, 3)]
    assert places(drawn, 'class="diamond then" x') == [round(1000 / 1200, 3)]


def test_single_values_lie_on_lines_from_zero():
    drawn = page("", [], [SINGLE])
    assert places(drawn, 'class="whisker series0" x1') == [0, 0]
    assert places(drawn, 'class="dot series0" cx') == [0.25, 1]


def test_a_line_runs_between_axes_that_begin_at_zero_and_end_on_round_numbers():
    drawn = page("", [], [LINE])
    assert re.findall(r'<polyline points="([^"]+)"', drawn) == ["44.0,168.0 184.0,148.0 450.0,43.2"]
    assert re.findall(r"<text [^>]*>([\d.]+)</text>", drawn) == ["0", "0", "15", "250", "30", "500"]


def test_what_is_drawn_is_told_and_stands_in_a_table_and_is_escaped():
    drawn = page("A & B", ["<i>"], [ROWS, LINE])
    assert 'aria-label="p50 500, p90 1,000, p99 1,200 ms"' in drawn
    assert 'aria-label="from 100 to 412 MB, at most 412"' in drawn
    assert "<td>500</td><td>1,000</td><td>1,200</td><td>1,234</td>" in drawn
    assert "<td>–</td><td>–</td><td>–</td><td>0</td>" in drawn
    assert "draft &lt;b&gt;" in drawn and "&lt;i&gt;" in drawn and "<b>" not in drawn


def test_charts_without_data_are_left_out_and_a_page_without_charts_says_so():
    empty = [Line("Memory", "s", "MB", []), Rows("None", "s", ("p50",), {})]
    assert "Memory" not in page("", [], [SINGLE, *empty]) and "Nothing was measured" not in page("", [], [SINGLE])
    assert "Nothing was measured." in page("", [], empty)


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    file = tmp_path / "chart.html"
    file.write_text(page("Load", ["Two cores."], [ROWS, SINGLE, LINE]), encoding="utf-8")
    context = browser.new_context(viewport={"width": 360, "height": 800}, color_scheme="dark")
    opened = context.new_page()
    opened.goto(file.as_uri())
    yield opened
    context.close()


def test_a_page_fetches_nothing_and_fits_a_phone(opened: Page):
    assert not re.search(r"<script|<link|<img|url\(|@import", opened.content())
    assert opened.evaluate("document.documentElement.scrollWidth") <= 360
    assert opened.evaluate("performance.getEntriesByType('resource').length") == 0


def test_its_style_is_applied_under_its_policy_in_dark_and_light(opened: Page):
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = opened.evaluate(ground)
    opened.emulate_media(color_scheme="light")
    assert len({dark, opened.evaluate(ground), "rgba(0, 0, 0, 0)"}) == 3
