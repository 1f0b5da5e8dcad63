import re

from evals.bench.chart import Bars, Lines, page

BARS = Bars("Stages", "ms", {"draft <b>": {"p50": 2.0, "p99": 4.0}, "verify": {"p50": 1.0, "p99": None}})
LINES = Lines("Memory", "seconds", "MB", {"server": [(0.0, 100.0), (10.0, 150.0)], "once": [(5.0, 1.0)]})


def test_a_page_needs_nothing_from_elsewhere_and_runs_nothing():
    drawn = page("Speed", ["Two cores."], [BARS, LINES])
    assert not re.search(r"https?:|<script|<link|<img|url\(|@import", drawn)
    assert "color-scheme: light dark" in drawn and "prefers-color-scheme: dark" in drawn


def test_bars_are_as_long_as_their_values():
    widths = [float(found) for found in re.findall(r'<rect [^>]*width="([\d.]+)"', page("", [], [BARS]))]
    assert len(widths) == 3
    assert widths[1] == 2 * widths[0] == 4 * widths[2]


def test_lines_run_between_axes_that_begin_at_zero_and_end_on_round_numbers():
    drawn = page("", [], [LINES])
    first = re.findall(r'<polyline points="([^"]+)"', drawn)[0]
    assert first == "56.0,132.0 696.0,72.0"  # 100 and 150 of 200 on an axis of 240 from 12
    assert drawn.count("<circle") == 1


def test_what_is_drawn_stands_in_a_table_too_and_is_escaped():
    drawn = page("A & B", ["<i>"], [BARS, LINES])
    assert 'role="img" aria-label="Stages.' in drawn
    assert "<td>draft &lt;b&gt;<td>2<td>4" in drawn and "<td>verify<td>1<td>none" in drawn
    assert "<td>server<td>10<td>150" in drawn
    assert "<h1>A &amp; B</h1><p>&lt;i&gt;</p>" in drawn and "<b>" not in drawn


def test_nothing_to_draw_is_no_error():
    assert "<svg" in page("", [], [Lines("Empty", "s", "MB", {"server": []}), Bars("None", "s", {"a": {"p50": 0.0}})])
