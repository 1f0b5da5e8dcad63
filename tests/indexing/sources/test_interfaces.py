import json
from pathlib import Path
from typing import Any

import pytest

from indexing.settings import IndexingSettings

from .conftest import Index, Site, article, command, held, story, told

POSTS = "/wp-json/wp/v2/posts?per_page=50&_embed=author,wp:term"


def markup(subject: str) -> str:
    return "".join(f"<p>{part}</p>" for part in story(subject).split("\n\n"))


def post(site: Site, number: int, subject: str, title: str) -> dict[str, Any]:
    """A post as WordPress 6 gives it, without what nobody reads."""
    return {
        "id": number,
        "date": "2026-05-06T23:30:00",
        "date_gmt": "2026-05-07T03:30:00",
        "modified": "2026-05-08T09:00:00",
        "link": site(f"/2026/{number}/"),
        "title": {"rendered": title},
        "content": {"rendered": markup(subject), "protected": False},
        "_embedded": {"author": [{"name": "Ana Ruiz"}], "wp:term": [[{"name": "Local", "taxonomy": "category"}], []]},
    }


def test_wordpress_is_read_page_by_page_by_the_mapping_that_comes_along(
    site: Site, index: Index, settings: IndexingSettings
) -> None:
    site.pages[POSTS] = json.dumps([post(site, 1, "lock", "The lock &#8211; open"), post(site, 2, "mill", "Mill")])
    site.headers[POSTS] = {"Link": f'<{site("/more")}>; rel="next"', "X-WP-TotalPages": "2"}
    site.pages["/more"] = json.dumps([post(site, 3, "quay", "Quay")])
    report = index(site.address, "--mapping", "wordpress")
    assert (len(report["added"]), report["failed"]) == (3, [])
    lock = held(settings)["The lock – open"]
    assert (lock.text, lock.source) == (story("lock"), site("/2026/1/"))
    fields = lock.fields
    assert (str(fields.published), str(fields.modified)) == ("2026-05-06", "2026-05-08")
    assert (fields.authors, fields.section, fields.url) == (("Ana Ruiz",), "Local", site("/2026/1/"))


def test_a_post_that_is_gone_from_wordpress_is_pruned(site: Site, index: Index, settings: IndexingSettings) -> None:
    site.pages[POSTS] = json.dumps([post(site, 1, "lock", "Lock"), post(site, 2, "mill", "Mill")])
    index(site.address, "--mapping", "wordpress")
    site.pages[POSTS] = json.dumps([post(site, 2, "mill", "Mill")])
    assert len(index(site.address, "--mapping", "wordpress", "--prune")["removed"]) == 1
    site.pages[POSTS] = "[]"
    assert index(site.address, "--mapping", "wordpress", "--prune")["removed"] == []
    assert set(held(settings)) == {"Mill"}


def written(tmp_path: Path, text: str) -> str:
    path = tmp_path / "api.toml"
    path.write_text(text, "utf-8")
    return str(path)


COUNTED = """list = "data.stories"
next = "page:p"
headers = { Authorization = "Bearer 4711" }
[fields]
id = "key"
title = "head"
text = "body"
authors = "writers[*].name"
published = "at"
"""


def row(key: object, subject: str, title: str = "") -> dict[str, Any]:
    return {"key": key, "head": title or subject.capitalize(), "body": story(subject), "at": "2026-05-06"}


def listed(*rows: dict[str, Any]) -> str:
    return json.dumps({"data": {"stories": list(rows)}})


def test_an_api_is_read_by_a_mapping_of_ones_own(
    site: Site, index: Index, settings: IndexingSettings, tmp_path: Path
) -> None:
    site.pages |= {"/api?q=": listed(row(1, "lock"), row("b", "mill")), "/api?q=&p=2": listed(row("c", "quay"))}
    site.pages["/api?q=&p=3"] = 400
    report = index(site("/api?q="), "--mapping", written(tmp_path, COUNTED))
    assert (len(report["added"]), report["failed"]) == (3, [])
    assert held(settings)["Mill"].source == site("/api?q=#b")


def test_ids_that_come_twice_and_rows_without_anything_leave_the_rest(
    site: Site, index: Index, settings: IndexingSettings, tmp_path: Path
) -> None:
    rows = [row("a", "lock"), row("a", "mill"), row("a", "lock"), {"key": "b"}, {}, row("c", "quay")]
    site.pages["/api"] = listed(*rows)
    report = index(site("/api"), "--mapping", written(tmp_path, COUNTED.replace('next = "page:p"\n', "")))
    assert set(held(settings)) == {"Lock", "Quay"}
    assert [sentence.partition(",")[0] for sentence in told(report)] == [
        "It is given twice",
        "It is listed with neither an address nor a text; have one added.",
        "It lists an article with neither an address nor a name; have one added.",
    ]


def test_a_server_that_ignores_the_number_of_the_page(site: Site, index: Index, tmp_path: Path) -> None:
    site.pages |= {f"/api{page}": listed(row(1, "lock")) for page in ("", "?p=2", "?p=3")}
    report = index(site("/api"), "--mapping", written(tmp_path, COUNTED))
    assert told(report) == ["Its further pages bring nothing new; they were not followed on."]
    assert len(report["added"]) == 1


def test_a_key_of_an_api_is_sent_to_its_own_host_alone(
    site: Site, elsewhere: Site, index: Index, tmp_path: Path
) -> None:
    seen: list[str | None] = []

    def moved(handler: Any) -> None:
        seen.append(handler.headers["Authorization"])
        handler.send(302, b"", {"Location": elsewhere("/api")})

    def asked(handler: Any) -> None:
        seen.append(handler.headers["Authorization"])
        handler.send(200, listed(row(1, "lock")).encode(), {"Content-Type": "application/json"})

    site.pages["/api"] = moved
    elsewhere.pages["/api"] = asked
    index(site("/api"), "--mapping", written(tmp_path, COUNTED.replace('next = "page:p"\n', "")))
    assert seen == ["Bearer 4711", None]


def test_a_page_that_an_api_lists_elsewhere_is_not_sent_its_key(
    site: Site, elsewhere: Site, index: Index, tmp_path: Path
) -> None:
    seen: list[str | None] = []

    def asked(handler: Any) -> None:
        seen.append(handler.headers["Authorization"])
        handler.send(200, article("Lock open", story("lock")).encode(), {"Content-Type": "text/html"})

    elsewhere.pages["/lock"] = asked
    site.pages["/api"] = json.dumps([{"at": elsewhere("/lock")}])
    mapping = 'headers = { Authorization = "Bearer 4711" }\n[fields]\nurl = "at"'
    assert len(index(site("/api"), "--mapping", written(tmp_path, mapping))["added"]) == 1
    assert seen == [None]


def test_what_is_unchanged_is_read_again_by_another_mapping(
    site: Site, index: Index, settings: IndexingSettings, tmp_path: Path
) -> None:
    site.pages["/api"] = listed(row(1, "lock"))
    mapping = COUNTED.replace('next = "page:p"\n', "")
    index(site("/api"), "--mapping", written(tmp_path, mapping.replace('title = "head"\n', "")))
    assert len(index(site("/api"), "--mapping", written(tmp_path, mapping))["changed"]) == 1
    assert set(held(settings)) == {"Lock"}


@pytest.mark.parametrize(
    ("mapping", "says"),
    [
        ("no-such", "There is no mapping no-such: give a TOML file, or wordpress."),
        ("[fields", "is not TOML that can be read"),
        ("[fields]\ntitle = 'a['", "fields.title: 'a[' is no JMESPath expression"),
        ("[fields]\nheadline = 'a'", "fields.headline: Input should be 'id', 'title'"),
        ("lists = 'a'\n[fields]\ntitle = 'a'", "lists: Extra inputs are not permitted"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_a_sentence(
    settings: IndexingSettings, near: None, tmp_path: Path, mapping: str, says: str
) -> None:
    given = mapping if mapping == "no-such" else written(tmp_path, mapping)
    result = command(settings, "index", "http://127.0.0.1:1/", "--mapping", given)
    assert result.exit_code == 1 and says in result.stderr and "Traceback" not in result.stderr


def test_json_that_is_neither_ninjs_nor_mapped_is_told(site: Site, index: Index, tmp_path: Path) -> None:
    site.pages |= {"/api": listed(row(1, "lock")), "/bad": '{"data": '}
    assert "read an API with --mapping" in told(index(site("/api")))[0]
    mapping = written(tmp_path, COUNTED.replace("data.stories", "data"))
    assert told(index(site("/api"), "--mapping", mapping)) == [
        "It holds no list at 'data', where the mapping says that it is; check the mapping."
    ]
    assert "not JSON" in told(index(site("/bad"), "--mapping", mapping))[0]


def test_the_mapping_of_the_readme_reads_an_api(
    site: Site, index: Index, settings: IndexingSettings, tmp_path: Path
) -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
    mapping = written(tmp_path, readme.partition("### Sources")[2].partition("```toml\n")[2].partition("```")[0])
    story_row = {
        "key": 7,
        "content": {"body": markup("lock")},
        "headline": "Lock open",
        "writers": [{"name": "Ana Ruiz"}, {"name": "Tom Bell"}],
        "first_published": "2026-05-06",
    }
    following = {"data": {"stories": [{**story_row, "key": 8, "content": {"body": markup("mill")}}], "links": {}}}
    first = {"data": {"stories": [story_row], "links": {"next": "/more"}}}
    site.pages |= {"/v2/stories?size=100": json.dumps(first), "/more": json.dumps(following)}
    assert len(index(site.address, "--mapping", mapping)["added"]) == 2
    assert held(settings)["Lock open"].fields.authors == ("Ana Ruiz", "Tom Bell")
