from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies

from indexing.articles import Article, Fields
from indexing.catalog import Catalog
from indexing.catalog.staging import Change, Staging, State
from indexing.errors import CorpusDamaged
from indexing.search import Scope
from indexing.splitting import split

FIELDS = Fields(
    "A title", "The Ledger", ("Ada", "Ben"), date(2024, 1, 2), date(2024, 2, 3), "World", "https://x.test/a"
)


@pytest.fixture(params=["sqlite", "postgresql"])
def catalog(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Catalog]:
    address = f"sqlite:///{tmp_path / 'catalog.sqlite'}"
    if request.param == "postgresql":
        address = request.getfixturevalue("postgres").driven()
    opened = Catalog.open(address)
    yield opened
    opened.close()


def article(key: str, text: str = "One thing happened. Another did not.", fields: Fields = FIELDS) -> Article:
    return Article(key, f"/articles/{key}.md", fields, text)


def put(catalog: Catalog, *made: Article) -> dict[str, Change]:
    staging = Staging(catalog.database)
    staging.stage([(one, split(one)) for one in made])
    return staging.make_live({one.id: one.version for one in made})


HOSTILE = strategies.lists(
    strategies.sampled_from(
        ["A. ", "b\x00c ", "é\u0301 ", "\U0001f600 ", "\r\n", "\n\n", "\ud800", "word ", "。", "x" * 400]
    ),
    min_size=1,
    max_size=40,
).map("".join)


@given(text=HOSTILE)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_articles_and_passages_come_back_to_the_letter(catalog: Catalog, text: str) -> None:
    one = article("a", text)
    put(catalog, one)
    assert catalog.article("a") == one
    expected = {passage.id: (passage, FIELDS) for passage in split(one)}
    assert catalog.passages(list(expected)) == expected
    for passage, _ in expected.values():
        assert text[passage.start : passage.end] == passage.text


def test_a_staged_article_does_not_answer_until_it_is_made_live(catalog: Catalog) -> None:
    one, staging = article("a"), Staging(catalog.database)
    staging.stage([(one, split(one))])
    ids = [passage.id for passage in split(one)]
    assert catalog.article("a") is None and catalog.passages(ids) == {} and catalog.revision == 0
    assert staging.make_live({"a": one.version, "unknown": one.version}) == {"a": Change.ADDED}
    assert catalog.article("a") == one and list(catalog.passages(ids)) == ids and catalog.revision == 1


def test_what_was_staged_or_removed_while_a_version_was_built_is_not_made_live_for_it(catalog: Catalog) -> None:
    old, new, staging = article("a", "It has 28 points."), article("a", "It has 20 points."), Staging(catalog.database)
    for one in (old, new):
        staging.stage([(one, split(one))])
    assert staging.make_live({"a": old.version}) == {}
    assert catalog.article("a") is None
    staging.remove(["a"])
    assert staging.make_live({"a": new.version}) == {}


def test_what_is_staged_again_while_debris_is_cleared_keeps_its_passages(catalog: Catalog) -> None:
    old, new, staging = article("a", "It has 28 points."), article("a", "It has 20 points."), Staging(catalog.database)
    put(catalog, old)
    put(catalog, new)
    debris = staging.debris()
    put(catalog, old)
    staging.forget(debris)
    assert list(catalog.passages(debris)) == debris


def test_a_correction_replaces_the_passages_and_keeps_the_earlier_version_citable(catalog: Catalog) -> None:
    old, new = article("a", "The plan has 28 points."), article("a", "The plan has 20 points.")
    put(catalog, old)
    assert put(catalog, new) == {"a": Change.CHANGED}
    assert catalog.article("a") == new
    assert catalog.article("a", old.version) == old
    assert catalog.article("a", "unknown") is None
    assert catalog.passages([passage.id for passage in split(old)]) == {}
    assert Staging(catalog.database).debris() == [passage.id for passage in split(old)]
    assert catalog.revision == 2


def test_a_version_that_comes_back_answers_again(catalog: Catalog) -> None:
    old, new = article("a", "The plan has 28 points."), article("a", "The plan has 20 points.")
    for one in (old, new, old):
        put(catalog, one)
    assert catalog.article("a") == old
    assert len(catalog.passages([passage.id for passage in split(old)])) == 1


@pytest.mark.parametrize("catalog", ["sqlite"], indirect=True)
def test_a_removed_article_is_gone_at_once_with_its_text_and_its_earlier_versions(
    catalog: Catalog, tmp_path: Path
) -> None:
    old, new = article("a", "The xylophone broke."), article("a", "The xylophone was mended.")
    put(catalog, old, article("b"))
    put(catalog, new)
    staging = Staging(catalog.database)
    assert staging.remove(["a", "unknown"]) == ("a",)
    assert catalog.article("a") is None and catalog.article("a", old.version) is None
    assert catalog.passages([passage.id for passage in split(new)]) == {}
    staging.forget(staging.debris())
    catalog.database.checkpoint()
    catalog.close()
    assert all(b"xylophone" not in path.read_bytes() for path in tmp_path.iterdir())


def test_an_article_can_come_back_before_the_debris_of_its_removal_is_cleared(catalog: Catalog) -> None:
    one, staging = article("a"), Staging(catalog.database)
    put(catalog, one)
    staging.remove(["a"])
    assert put(catalog, one) == {"a": Change.ADDED}
    staging.forget(staging.debris())
    assert catalog.article("a") == one


def test_a_scope_matches_dates_inclusively_and_an_undated_article_passes_no_date(catalog: Catalog) -> None:
    put(catalog, article("old"), article("new", fields=Fields(published=date(2025, 5, 5), publisher="Écho")))
    put(catalog, article("undated", fields=Fields(section="world")))
    assert catalog.scopes.matching(Scope()) is None
    assert catalog.scopes.matching(Scope(published_after=date(2024, 1, 2))) == {"old", "new"}
    assert catalog.scopes.matching(Scope(published_after=date(2024, 1, 3))) == {"new"}
    assert catalog.scopes.matching(Scope(published_before=date(2024, 1, 2))) == {"old"}
    assert catalog.scopes.matching(Scope(publishers=("ÉCHO", "nobody"))) == {"new"}
    assert catalog.scopes.matching(Scope(sections=("World",))) == {"old", "undated"}
    assert catalog.scopes.matching(Scope(sections=("World",), article_ids=("old", "new"))) == {"old"}
    assert catalog.scopes.matching(Scope(article_ids=("gone",))) == set()


def test_listing_goes_on_after_an_id(catalog: Catalog) -> None:
    put(catalog, *(article(key) for key in "cab"))
    assert [one.id for one in catalog.articles(limit=2)] == ["a", "b"]
    assert [one.id for one in catalog.articles("b")] == ["c"]


def test_work_is_listed_in_order_and_not_skipped_when_it_is_done_meanwhile(catalog: Catalog) -> None:
    staging, made = Staging(catalog.database), [article(f"a{n}") for n in range(70)]
    staging.stage([(one, split(one)) for one in made])
    assert staging.waiting() == sum(len(split(one)) for one in made)
    seen: list[str] = []
    for work in staging.all(State.STAGED):
        seen.append(work.article.id)
        assert work.passages == split(work.article)
        staging.make_live({work.article.id: work.article.version})
    assert seen == [one.id for one in made]


def test_counts_and_facts_are_kept(catalog: Catalog) -> None:
    put(catalog, article("a"), article("b"))
    catalog.note(embedder="x", format="1")
    catalog.note(embedder="y")
    assert (catalog.noted("embedder"), catalog.noted("format"), catalog.noted("other")) == ("y", "1", None)
    counts = catalog.counts()
    assert (counts.articles, counts.passages, counts.staged) == (2, 2, 0)


def test_a_damaged_catalog_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "catalog.sqlite").write_bytes(b"no database" * 1_000)
    with pytest.raises(CorpusDamaged, match="cannot be read"):
        Catalog.open(f"sqlite:///{tmp_path / 'catalog.sqlite'}")


def test_what_lies_within_a_scope_is_remembered_until_the_catalog_changes(catalog: Catalog) -> None:
    put(catalog, article("old"))
    scope = Scope(published_after=date(2024, 1, 1))
    before = catalog.scopes.part(scope, catalog.state)
    assert catalog.scopes.part(scope, catalog.state) is before and before.articles == {"old"}
    assert catalog.scopes.counted(scope, catalog.state) == 1
    new = article("new")
    put(catalog, new)
    after = catalog.scopes.part(scope, catalog.state)
    assert after.articles == {"old", "new"} and set(after.passages) == catalog.passage_ids()
    assert catalog.scopes.counted(scope, catalog.state) == 2
