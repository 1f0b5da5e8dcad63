import gzip
import json
import os
import random
import tempfile
from pathlib import Path

import pytest

from indexing.readers import Failure, Reading, read

BODY = "The lock on the canal reopened on Monday after a year of repairs."


def failure(path, limit=1_000_000):
    [found] = read(path, max_bytes=limit)
    assert isinstance(found, Failure)
    assert found.reason[0].isupper() and found.reason.endswith(".") and "\n" not in found.reason
    return found.reason


def file(tmp_path, name, data):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def noise(size):
    return random.Random(1).randbytes(size)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("a.txt", b"", "It is empty"),
        ("a.md", b" \n\n\t", "It is empty"),
        ("a.jsonl", b"", "It is empty"),
        ("a.html", b"", "It is empty"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "binary"),
        ("a.md", bytes(range(1, 32)) * 40 + b"abc", "binary"),
        ("a.txt", noise(5_000).replace(b"\x00", b""), "binary|encoding"),
        ("a.txt", "caf\u00e9".encode("utf-16")[:-1], "damaged"),
        ("a.md", b"---\ntitle: [a\n---\nText", "front matter is not valid YAML at line 3"),
        ("a.md", b'---\ntitle: "\\UFFFFFFFF"\n---\nText', "front matter is not valid YAML"),
        ("a.md", b"---\nid: a b/c\ntitle: T\n---\nText", "id 'a b/c'"),
        ("a.md", b"---\ntitle: T\n---\n", "no text"),
        ("a.txt", b"Share.\n\nLeave A Reply\n", "no text"),
        ("a.html", b"<html><body><nav>Home</nav><script>x()</script></body></html>", "without an article's text"),
        ("a.html", b"<html></html>", "without an article's text"),
        ("a.htm", b"<!-- -->", "HTML|without"),
        ("a.html", b"<p %s>Text</p>" % b" ".join(b"a%d=x" % n for n in range(9_000)), "more than 1,000 attributes"),
        ("a.docx", b"PK", "damaged, or no Word document"),
        ("a.pdf", b"", "It is empty"),
        ("a.pdf", b"%PDF-1.7\nno more", "damaged, or no PDF"),
        ("a.odt", b"PK", "format is not read; the formats are .txt"),
        ("a.jsonl.gz", b"no gzip at all", "not a whole gzip file"),
    ],
)
def test_a_bad_file_is_one_plain_sentence(tmp_path, name, data, says):
    reason = failure(file(tmp_path, name, data))
    assert any(part in reason for part in says.split("|")), reason


def test_a_path_that_is_not_there(tmp_path):
    assert failure(tmp_path / "missing.txt") == "There is no such file or folder; check the path."
    assert failure("a\0b.txt")


def test_an_empty_folder(tmp_path):
    (tmp_path / ".hidden.txt").write_bytes(b"x")
    assert failure(tmp_path).startswith(f"No articles found in {tmp_path}")


def test_a_file_beyond_the_limit_is_not_loaded(tmp_path):
    path = tmp_path / "big.txt"
    with path.open("wb") as big:
        big.truncate(100_000_000)
    assert failure(path, 50_000_000) == (
        "It has 100 MB, more than the 50 MB that are read; split it, or raise ONRECORD_MAX_FILE_MB."
    )


@pytest.fixture
def open_folder():
    """A folder that others may enter, read as somebody else where the tests run as root, who may read everything."""
    user = os.geteuid()
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)
        if user == 0:
            os.seteuid(user)


def as_nobody():
    if os.geteuid() == 0:
        os.seteuid(65534)


def test_an_unreadable_file_and_folder_leave_the_rest(open_folder):
    file(open_folder, "a.txt", BODY.encode()).chmod(0)
    (open_folder / "b").mkdir(mode=0)
    file(open_folder, "c.txt", BODY.encode()).chmod(0o644)
    as_nobody()
    first, second, third = read(open_folder, max_bytes=1_000)
    assert isinstance(first, Failure) and "permission" in first.reason
    assert isinstance(second, Reading)
    assert isinstance(third, Failure) and "permissions" in third.reason


def test_a_named_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    assert failure(tmp_path / "a.txt") == "It is neither a file nor a folder; give one of these."


def test_a_dangling_link_and_a_bad_file_leave_the_rest_of_a_folder(tmp_path):
    file(tmp_path, "a.txt", BODY.encode())
    file(tmp_path, "b.txt", b"\x00\x01")
    (tmp_path / "c.txt").symlink_to(tmp_path / "nowhere.txt")
    file(tmp_path, "d.txt", BODY.encode())
    kinds = [type(one) for one in read(tmp_path, max_bytes=1_000)]
    assert kinds == [Reading, Failure, Failure, Reading]


def test_a_bad_line_is_told_with_its_number_and_the_others_go_on(tmp_path):
    lines = [
        json.dumps({"id": "a", "text": BODY}),
        "{not json",
        "[1, 2]",
        json.dumps({"id": "b"}),
        json.dumps({"id": "a b", "text": BODY}),
        json.dumps({"id": "a", "text": BODY}),
        "",
        json.dumps({"id": "c", "text": "x" * 3_000}),
        json.dumps({"id": "d", "text": BODY}),
    ]
    path = file(tmp_path, "news.jsonl", "\n".join(lines).encode() + b"\n\xff\xfe\n")
    found = list(read(path, max_bytes=2_000))
    assert [one.article.id for one in found if isinstance(one, Reading)] == ["a", "d"]
    failures = [(one.source, one.reason) for one in found if isinstance(one, Failure)]
    assert [source for source, _ in failures] == [f"{path}#{n}" for n in (2, 3, 4, 5, 6, 8, 10)]
    assert [reason.split(":")[0] for _, reason in failures] == [f"Line {n}" for n in (2, 3, 4, 5, 6, 8, 10)]
    assert "already that of line 1" in failures[4][1]


def test_a_cut_off_gzip_file_gives_what_it_holds_and_a_failure(tmp_path):
    whole = gzip.compress(
        "\n".join(json.dumps({"id": f"a{n}", "text": f"{BODY} {n * 7919}"}) for n in range(9_000)).encode()
    )
    found = list(read(file(tmp_path, "news.jsonl.gz", whole[: len(whole) // 2]), max_bytes=10_000))
    assert isinstance(found[0], Reading)
    assert [type(one) for one in found[-1:]] == [Failure]
    assert "gzip" in found[-1].reason
