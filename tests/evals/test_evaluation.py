import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from evals.__main__ import main
from evals.bench.commands import bench_answers, bench_retrieval
from evals.evaluation import Asked, run_cases
from indexing.errors import CorpusError, SourceError

ROOT = Path(__file__).parents[2]
ARTICLES = {
    "trams": "The Norhaven council approved 12 new tram stops on 3 May 2024. Work on the first stop begins in 2025.",
    "bees": "Beekeepers in Velmont lost a third of their hives last winter. The mite Varroa is blamed for the losses.",
    "bread": "The bakery on Fisher Street sells 400 loaves of rye a day. Its oven was built in 1911 by Otto Lind.",
}
CASES = [
    {
        "id": "stops",
        "kind": "number",
        "question": "How many new tram stops did the Norhaven council approve?",
        "articles": ["trams"],
        "facts": [["12"]],
        "status": ["answered"],
    },
    {
        "id": "capital",
        "kind": "off_topic",
        "question": "What is the boiling point of mercury?",
        "status": ["not_in_articles"],
    },
]


def write_rows(path: Path, rows: list[dict[str, Any]]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    rows = [{"doc_id": name, "title": name.title(), "text": text} for name, text in ARTICLES.items()]
    return write_rows(tmp_path / "articles.jsonl", rows)


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    return write_rows(tmp_path / "cases.jsonl", CASES)


def evals(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "evals", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def page_without_times(folder: Path) -> str:
    page = (folder / "report.html").read_text(encoding="utf-8")
    return re.sub(r'<section id="timings">.*?</section>', "", page, count=1, flags=re.DOTALL)


def test_two_runs_on_the_real_parts_are_the_same_to_the_byte_and_exit_zero(tmp_path: Path, articles: Path, cases: Path):
    floors = tmp_path / "floors.json"
    given = ["run", "--cases", cases, "--articles", articles, "--floors", floors]
    first = evals(*given, "--report", tmp_path / "a", "--update-baseline")
    second = evals(*given, "--report", tmp_path / "b", "--json")
    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    for name in ("report.json", "report.md", "junit.xml"):
        assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes()
    assert page_without_times(tmp_path / "a") == page_without_times(tmp_path / "b")
    told = json.loads(second.stdout)
    assert list(told["gate"]) == ["zero tolerance", "detectors", "regression"]
    assert told["detectors"]["claims"] > 10
    assert {"step": "Asking", "done": 2, "of": 2} in [json.loads(line) for line in second.stderr.splitlines()]
    assert (told["mode"], told["right"]["count"], told["right"]["of"]) == ("offline", 2, 2)
    assert "Traceback" not in first.stderr + second.stderr


def test_a_run_under_its_floor_exits_one(tmp_path: Path, articles: Path):
    cases = write_rows(tmp_path / "cases.jsonl", [{**CASES[0], "facts": [["13"]]}, CASES[1]])
    floors = write_rows(tmp_path / "floors.json", [{"cases": "", "right": 0.9}])
    done = evals("run", "--cases", cases, "--articles", articles, "--floors", floors, "--report", tmp_path / "report")
    assert done.returncode == 1, done.stderr
    assert "1 of 2 cases right" in done.stdout
    assert "missing: 13" in (tmp_path / "report" / "report.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("command", "told"),
    [
        (["run", "--cases", "no/such/folder"], "no/such/folder is not there; check the path."),
        (["run", "--floors", "no/floors.json"], "no/floors.json is not there; make it with --update-baseline."),
        (["bench", "claims", "--data", "LICENSE"], "LICENSE, line 1: not valid JSON"),
    ],
)
def test_what_cannot_be_run_is_one_sentence_and_exits_two(command: list[str], told: str):
    done = evals(*command)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(told)
    assert done.stderr.count("\n") == 1


def test_what_breaks_on_the_way_has_judged_nothing_and_exits_two(capsys: pytest.CaptureFixture[str]):
    def breaks() -> None:
        raise KeyError("a fault of ours")

    with pytest.raises(SystemExit) as ended:
        main(breaks)
    assert ended.value.code == 2
    assert "a fault of ours" in capsys.readouterr().err


def test_help_loads_nothing_heavy():
    code = (
        "import sys\nsys.argv = ['evals', 'bench', 'retrieval', '--help']\n"
        "from evals.__main__ import main\n"
        "try:\n    main()\n"
        "finally:\n    heavy = {'chromadb', 'llama_index', 'onnxruntime', 'ragas', 'scipy'} & set(sys.modules)\n"
        "    assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "qrels" in done.stdout


def test_a_case_on_an_article_that_is_not_there_is_refused(tmp_path: Path, articles: Path):
    cases = write_rows(tmp_path / "cases.jsonl", [{**CASES[0], "articles": ["trains"]}])
    with pytest.raises(Exception, match="trains, which is not among the articles"):
        run_cases(Asked(cases, articles, tmp_path / "floors.json", tmp_path / "report", update_baseline=True))


def test_the_retrieval_bench_finds_each_article_and_keeps_its_index(tmp_path: Path, articles: Path):
    queries = [
        {"id": "1", "question": "How many tram stops were approved in Norhaven?", "date": "2024/05/04"},
        {"id": "2", "question": "Why did beekeepers in Velmont lose hives?"},
        {"id": "3", "question": "Who built the oven of the bakery?"},
    ]
    asked = write_rows(tmp_path / "queries.jsonl", queries)
    qrels = tmp_path / "qrels.tsv"
    qrels.write_text("query-id\tcorpus-id\tscore\n1\ttrams\t1\n2\tbees\t1\n3\tbread\t1\n", encoding="utf-8")
    first = bench_retrieval(articles, asked, qrels, tmp_path / "data", None)
    assert (first["ndcg@10"], first["recall@1"], first["recall@10"], first["mrr@10"]) == (1, 1, 1, 1)
    assert (first["passages"], first["passages_per_second"] is None) == (3, False)
    again = bench_retrieval(articles, asked, qrels, tmp_path / "data", 1)
    assert (again["recall@1"], again["passages"], again["passages_per_second"]) == (1, 3, None)


def test_the_answers_bench_takes_unanswerable_rows_as_they_are(tmp_path: Path, articles: Path):
    questions = [{"id": "1", "question": "How many new tram stops did the Norhaven council approve?", "answer": ["12"]}]
    others = [{"id": "2", "question": "What is the boiling point of mercury?", "answer": "357"}]
    figures = bench_answers(
        articles, write_rows(tmp_path / "q.jsonl", questions), write_rows(tmp_path / "u.jsonl", others), None, None
    )
    assert (figures["n"], figures["correct"], figures["abstain_recall"]) == (2, 1, 1.0)
    assert figures["ungrounded_statements"] == 0


def test_a_folder_of_other_articles_is_not_touched(tmp_path: Path, articles: Path):
    questions = write_rows(tmp_path / "q.jsonl", [{"id": "1", "question": "How many stops?", "answer": ["12"]}])
    bench_answers(articles, questions, None, tmp_path / "data", None)
    mine = write_rows(
        tmp_path / "mine.jsonl", [{"doc_id": "mine", "title": "Mine", "text": "The mine closed in 1990."}]
    )
    with pytest.raises(CorpusError, match="holds 3 article"):
        bench_answers(mine, questions, None, tmp_path / "data", None)


def test_articles_that_cannot_be_read_are_one_sentence(tmp_path: Path):
    questions = write_rows(tmp_path / "q.jsonl", [{"id": "1", "question": "How many stops?", "answer": ["12"]}])
    with pytest.raises(SourceError, match="No article could be read"):
        bench_answers(write_rows(tmp_path / "bad.jsonl", [{"no": "text"}]), questions, None, None, None)
