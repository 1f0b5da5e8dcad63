import gzip
import json
from pathlib import Path

import pytest

from evals.cases import cases_digest, read_cases
from evals.rows import RowError

ROW = {
    "id": "a-1",
    "kind": "number",
    "question": "How many?",
    "articles": ["x"],
    "facts": [["7"]],
    "status": ["answered"],
}


def write(folder: Path, *rows: dict[str, object] | str, name: str = "a.jsonl") -> Path:
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / name).write_text("\n".join(lines), encoding="utf-8")
    return folder


def test_a_row_is_read_as_it_stands(tmp_path: Path):
    (case,) = read_cases(write(tmp_path, ROW))
    assert (case.id, case.facts, case.status) == ("a-1", (("7",),), ("answered",))
    assert not case.refused


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{not json", "line 2: not valid JSON"),
        ({**ROW, "status": ["maybe"]}, "line 2: status"),
        ({**ROW, "status": []}, "line 2: status"),
        ({**ROW, "facts": [[]]}, "line 2: facts"),
        ({**ROW, "surprise": 1}, "line 2: surprise"),
        ({**ROW, "articles": []}, "line 2: row: value error, a case that must be answered"),
        ({**ROW, "status": ["not_in_articles"]}, "line 2: row: value error, a case that must be refused"),
    ],
)
def test_a_bad_row_is_one_sentence_with_file_and_line(tmp_path: Path, row: dict[str, object] | str, told: str):
    with pytest.raises(RowError) as caught:
        read_cases(write(tmp_path, {**ROW, "id": "ok"}, row))
    assert f"a.jsonl, {told}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_two_cases_of_one_id_are_refused(tmp_path: Path):
    write(tmp_path, ROW)
    with pytest.raises(RowError, match="a-1"):
        read_cases(write(tmp_path, ROW, name="b.jsonl"))


def test_a_folder_without_cases_is_refused(tmp_path: Path):
    with pytest.raises(RowError, match="holds no"):
        read_cases(tmp_path)


def test_gzip_is_read_whatever_the_file_is_called(tmp_path: Path):
    (tmp_path / "a.jsonl").write_bytes(gzip.compress(json.dumps(ROW).encode()))
    assert len(read_cases(tmp_path)) == 1


def test_a_line_separator_inside_a_string_does_not_end_the_row(tmp_path: Path):
    line = json.dumps({**ROW, "question": "one\u2028two"}, ensure_ascii=False)
    (case,) = read_cases(write(tmp_path, line))
    assert case.question == "one\u2028two"


def test_the_digest_changes_with_a_letter_and_not_with_the_order(tmp_path: Path):
    first, second = read_cases(write(tmp_path, ROW, {**ROW, "id": "a-2"}))
    (other,) = read_cases(write(tmp_path, {**ROW, "id": "a-2", "question": "How much?"}))
    assert cases_digest((first, second)) == cases_digest((second, first))
    assert cases_digest((first, second)) != cases_digest((first, other))


def test_the_cases_of_the_project_are_at_least_120_and_of_many_kinds():
    cases = read_cases(Path(__file__).parents[2] / "evals" / "cases")
    assert len(cases) >= 120
    assert len({case.kind for case in cases}) >= 12
