"""The study that fits the weights by which lines of pages are told from the article."""

import math
import tomllib
from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner

from evals.training import furniture
from evals.training.__main__ import SEED, app
from evals.training.furniture import KNOWN, fitted, sums
from evals.training.pages import learnt, variants
from indexing.cleaning import chain

BODY = (
    "+ The lock on the canal reopened on Monday after a year of repairs to both of its gates.",
    "+ Barges that had waited at the upper end of the canal passed it before the evening.",
    "+ The next repair of the canal is planned for the spring, when the water is low.",
)
PAGES = [
    ("- Share", BODY[0], BODY[1], "- Manage your saved stories", "- Subscribe to our newsletter"),
    ("- View all our sponsors", "- Share", BODY[1], BODY[2], "- Post a comment"),
    (BODY[2], BODY[0], "- See more comments and alerts", "- Share", "- Manage our cookies"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Labelled pages: two to learn from, and a third set of two, one of which is held out."""
    for name, lines in zip(("labelled/a", "heldout/first/b", "heldout/third/c"), PAGES, strict=True):
        path = tmp_path / f"{name}.txt"
        path.parent.mkdir(parents=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    (tmp_path / "heldout/third/d.txt").write_text("- Held out\n", encoding="utf-8")
    return tmp_path


def test_every_other_page_of_the_third_set_is_held_out(folder: Path):
    pages = learnt(folder)
    assert len(pages) == 3
    assert not any("Held out" in text for page in pages for _, text in page)


def test_variants_are_the_same_for_a_seed_and_some_hide_what_the_rules_know(folder: Path):
    found = variants(learnt(folder), SEED)
    assert found == variants(learnt(folder), SEED)
    assert all(len(page.signs) == len(page.junk) for page in found)
    whole = [page for page in found if page.weight == 1]
    known = [sum("known" in line for line in page.signs) for page in whole]
    assert len(whole) == 6
    assert sum(known[1::2]) < sum(known[0::2])


def test_a_sign_that_only_junk_has_weighs_for_it_and_one_of_the_body_against_it(folder: Path):
    fit = fitted(variants(learnt(folder), SEED), steps=5)
    assert fit.weights["tells"] > 0.2
    assert fit.weights["closed_long"] < -0.2
    assert {"known", "opens"}.isdisjoint(fit.weights)


def test_more_steps_fit_better(folder: Path):
    found = variants(learnt(folder), SEED)
    assert fitted(found, steps=20).loss < fitted(found, steps=1).loss


def test_the_sums_are_those_over_all_ways_to_part_a_page():
    odds, stay = np.array([1.2, -0.4, 0.0, -2.0]), 0.7
    ways = list(product((0, 1), repeat=4))
    alike = [sum(one == other for one, other in pairwise(way)) for way in ways]
    weights = [math.exp(float(odds @ np.array(way)) + stay * like) for way, like in zip(ways, alike, strict=True)]
    total, likely, expected = sums(odds, stay)
    assert total == pytest.approx(math.log(sum(weights)))
    assert expected == pytest.approx(sum(w * like for w, like in zip(weights, alike, strict=True)) / sum(weights))
    for index in range(4):
        junk = sum(weight for way, weight in zip(ways, weights, strict=True) if way[index])
        assert likely[index] == pytest.approx(junk / sum(weights))


def test_the_command_prints_a_table_and_writes_it_where_asked(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    written = tmp_path / "chain.toml"
    monkeypatch.setattr(furniture, "CHAIN", written)
    command = ["chain", "--pages", str(folder), "--steps", "2"]
    printed = CliRunner().invoke(app, command)
    assert printed.exit_code == 0, printed.output
    assert not written.exists()
    assert CliRunner().invoke(app, [*command, "--write"]).exit_code == 0
    table = tomllib.loads(written.read_text(encoding="utf-8"))
    assert table["signs"]["known"] == KNOWN
    assert f"tells = {table['signs']['tells']:.2f}" in printed.stdout


def test_the_weights_of_the_cleaning_are_for_signs_that_lines_have():
    seen = {
        sign
        for page in variants(learnt(Path(__file__).parents[1] / "indexing"), SEED)
        for line in page.signs
        for sign in line
    }
    assert chain.WEIGHTS.keys() == seen - {"opens"}
