import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from indexing.__main__ import app
from indexing.corpus import Corpus
from indexing.operations import operate
from indexing.ownership import claim
from indexing.settings import IndexingSettings


@pytest.fixture
def folder(tmp_path: Path, write: Any) -> Path:
    write("harbour", "The harbour opened in May. Ships came at once.", id="harbour")
    write("bakery", "Bread costs more since the mill burned down.", id="bakery")
    return tmp_path / "articles"


def run(settings: IndexingSettings, *arguments: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--data-dir", str(settings.data_dir)], catch_exceptions=False)


def test_index_status_remove_and_rebuild_speak_json_and_plain_sentences(
    settings: IndexingSettings, folder: Path
) -> None:
    indexed = run(settings, "index", str(folder), "--json")
    report = json.loads(indexed.stdout)
    assert indexed.exit_code == 0 and set(report["added"]) == {"harbour", "bakery"}
    assert [report[part] for part in ("changed", "unchanged", "removed", "failed")] == [[], [], [], []]
    assert "0 added, 0 changed, 2 unchanged" in run(settings, "index", str(folder)).stdout
    status = json.loads(run(settings, "status", "--json").stdout)
    assert (status["articles"], status["passages"], status["revision"], status["owner"]) == (2, 2, 2, None)
    removed = run(settings, "remove", "bakery")
    assert removed.exit_code == 0 and "Removed bakery" in removed.stdout and "revision 3" in removed.stdout
    again = run(settings, "remove", "bakery", "--json")
    assert again.exit_code == 1 and json.loads(again.stdout)["unknown"] == ["bakery"]
    assert "Rebuilt 1 passages of 1 articles" in run(settings, "rebuild").stdout
    assert "generation: 2" in run(settings, "status").stdout


def test_check_compact_backup_and_restore_speak_plain_sentences(settings: IndexingSettings, folder: Path) -> None:
    run(settings, "index", str(folder))
    assert "2 of 2 passages were found both ways" in run(settings, "check").stdout
    with Corpus.open(settings) as corpus:
        corpus.vectors.remove(corpus.catalog.passages_of(["harbour"]))
    found = run(settings, "check", "--sample", "1")
    assert found.exit_code == 1 and "1 passages are not in both indexes" in found.stdout
    mended = run(settings, "check", "--repair", "--json")
    assert mended.exit_code == 0 and json.loads(mended.stdout)["repaired"] is True
    assert json.loads(run(settings, "check", "--json").stdout)["whole"] is True
    assert "Compacted 2 passages of 2 articles" in run(settings, "compact").stdout
    file = settings.data_dir.parent / "saved.zip"
    assert "with 2 passages in" in run(settings, "backup", str(file)).stdout
    again = settings.model_copy(update={"data_dir": settings.data_dir.parent / "again"})
    assert "Restored revision 2 with 2 passages" in run(again, "restore", str(file)).stdout
    refused = run(again, "restore", str(file))
    assert refused.exit_code == 1 and "name an empty folder" in refused.stderr


def test_failures_are_listed_at_the_end_with_a_non_zero_exit(settings: IndexingSettings, folder: Path) -> None:
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    result = run(settings, "index", str(folder), str(folder / "nowhere.md"))
    assert result.exit_code == 1
    assert "2 added" in result.stdout and "2 could not be indexed" in result.stdout
    assert "binary.txt: " in result.stdout and "nowhere.md: " in result.stdout


def test_an_empty_folder_is_a_sentence_and_not_a_success(settings: IndexingSettings, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = run(settings, "index", str(tmp_path / "empty"))
    assert result.exit_code == 1 and "No articles found" in result.stdout


def test_the_audit_names_what_was_cut_where_and_why(settings: IndexingSettings, folder: Path, write: Any) -> None:
    write("junk", "Rain fell on Monday in the hills.\n\nLeave A Reply\n\nSnow fell on Tuesday in the hills.")
    result = run(settings, "index", str(folder), "--audit")
    assert (
        "junk.md: 1 cut" in result.stdout
        and "reply_links: Leave A Reply" in result.stdout
        and "line 7" in result.stdout
    )


@pytest.mark.parametrize("arguments", [["status"], ["rebuild"], ["remove", "x"]])
def test_a_folder_without_an_index_is_told(settings: IndexingSettings, arguments: list[str]) -> None:
    result = run(settings, *arguments)
    assert result.exit_code == 1 and "onrecord index PATH" in result.stderr and not settings.data_dir.exists()


def test_a_folder_held_by_a_command_is_told(settings: IndexingSettings, folder: Path) -> None:
    with claim(settings.data_dir, "rebuild"):
        result = run(settings, "index", str(folder))
    assert result.exit_code == 1 and f"in use by `onrecord rebuild` (process {os.getpid()})" in result.stderr


def test_a_damaged_index_is_a_sentence_and_rebuild_mends_it(settings: IndexingSettings, folder: Path) -> None:
    run(settings, "index", str(folder))
    (settings.data_dir / "generation-1" / "chroma" / "chroma.sqlite3").write_bytes(b"damaged" * 1_000)
    damaged = run(settings, "index", str(folder))
    assert damaged.exit_code == 1 and "onrecord rebuild" in damaged.stderr and "Traceback" not in damaged.stderr
    assert run(settings, "rebuild").exit_code == 0
    assert "2 unchanged" in run(settings, "index", str(folder)).stdout


def test_a_bad_setting_is_a_sentence(settings: IndexingSettings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONRECORD_WORKERS", "many")
    result = run(settings, "index", str(folder))
    assert result.exit_code == 1 and "ONRECORD_WORKERS" in result.stderr and result.stderr.count("\n") == 1


def test_help_is_shown_without_loading_the_indexes() -> None:
    code = "import sys, indexing.__main__ as m\ntry: m.app(['index', '--help'])\nfinally: print(sorted(sys.modules))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False).stdout
    assert "--dry-run" in shown
    assert not any(
        f"'{name}'" in shown for name in ("chromadb", "tantivy", "onnxruntime", "llama_index", "sqlalchemy", "numpy")
    )


def test_articles_that_are_not_seen_now_are_listed_with_when_they_are(settings: IndexingSettings, write: Any) -> None:
    folder = write("market", "The market closed in May.", id="market", expires="2026-06-01").parent
    write("ferry", "The ferry sails again.", id="ferry", title="A ferry", embargo="2999-01-05T06:00Z")
    assert run(settings, "index", str(folder)).exit_code == 0
    lines = run(settings, "status", "--articles").stdout.splitlines()[-2:]
    embargo, expires = "2999-01-05T06:00:00+00:00", "2026-06-01T00:00:00+00:00"
    assert lines == [f"  ferry: A ferry (embargo {embargo})", f"  market: Market (expires {expires})"]
    [ferry, market] = json.loads(run(settings, "status", "--articles", "--json").stdout)["listed"]
    assert (ferry["embargo"], ferry["expires"], market["expires"]) == (embargo, None, expires)


def test_a_name_that_is_not_utf_8_is_told_and_leaves_the_rest(settings: IndexingSettings, folder: Path) -> None:
    odd = folder / os.fsdecode(b"caf\xe9")
    odd.mkdir()
    for place in (folder, odd):
        (place / os.fsdecode(b"caf\xe9.md")).write_text("The café opened again on Monday, its owner said.")
    report = json.loads(run(settings, "index", str(folder), "--json").stdout)
    assert len(report["added"]) == 2
    reason = "Its name is not in UTF-8; rename it."
    told = [{"source": str(folder / name), "reason": reason} for name in (r"caf\xe9", r"caf\xe9.md")]
    assert report["failed"] == told
    [alone] = json.loads(run(settings, "index", str(odd), "--json").stdout)["failed"]
    assert alone == told[0]


@pytest.mark.parametrize("limit", [400_000, 700_000])
def test_a_full_disk_is_a_sentence_and_loses_nothing(
    settings: IndexingSettings, folder: Path, write: Any, limit: int
) -> None:
    assert run(settings, "index", str(folder)).exit_code == 0
    for number in range(60):
        write(f"more{number}", f"Vessel v{number}x came in and was counted. " * 110)
    code = (
        "import resource, signal, sys; signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))\n"
        "from indexing.embedding import OnnxEmbedder\n"
        "import numpy as np\n"
        "unit = np.eye(1, 384, dtype=np.float32)[0]\n"
        "OnnxEmbedder.embed_passages = lambda self, texts: (unit for _ in texts)\n"
        "from indexing.__main__ import app; app(sys.argv[1:])"
    )
    arguments = ["index", str(folder), "--data-dir", str(settings.data_dir)]
    full = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False, timeout=120
    )
    assert full.returncode == 1 and "space" in full.stderr and "Traceback" not in full.stderr, full.stderr
    with Corpus.open(settings) as corpus:
        assert {"harbour", "bakery"} <= {article.id for article in corpus.catalog.articles(limit=1_000)}
        assert corpus.search("When did the harbour open?")[0].passage.article_id == "harbour"


class _Service(BaseHTTPRequestHandler):
    """The route of the service that takes work over, with the function that the service calls."""

    corpus: Corpus

    def do_POST(self) -> None:
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        allowed = self.headers["Authorization"] == "Bearer secret" and self.path == "/operations"
        self.send_response(200 if allowed else 403)
        self.end_headers()
        for event in operate(self.corpus, asked["command"], asked["arguments"]) if allowed else ():
            self.wfile.write(json.dumps(event).encode() + b"\n")

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def service(settings: IndexingSettings) -> Iterator[Corpus]:
    """A process that owns the folder and takes work over loopback, as the service does."""
    with claim(settings.data_dir, "serve") as held, Corpus.open(settings) as corpus:
        handler = type("Handler", (_Service,), {"corpus": corpus})
        with HTTPServer(("127.0.0.1", 0), handler) as server:
            thread = threading.Thread(target=server.serve_forever)
            thread.start()
            held.publish(server.server_port, "secret")
            yield corpus
            server.shutdown()
            thread.join()


def test_work_is_handed_to_the_service_which_answers_from_the_new_articles(
    service: Corpus, settings: IndexingSettings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder.parent)
    result = run(settings, "index", folder.name, "--json")
    assert result.exit_code == 0 and set(json.loads(result.stdout)["added"]) == {"harbour", "bakery"}
    assert service.search("When did the harbour open?")[0].passage.article_id == "harbour"
    assert run(settings, "remove", "harbour").exit_code == 0
    assert all(hit.passage.article_id != "harbour" for hit in service.search("harbour"))
    assert "Rebuilt 1 passages" in run(settings, "rebuild").stdout
    assert service.generation.number == 2 and service.search("bread")[0].passage.article_id == "bakery"
    assert "onrecord serve" in run(settings, "status").stdout


def test_a_service_that_refuses_is_told(service: Corpus, settings: IndexingSettings, folder: Path) -> None:
    note = settings.data_dir / "owner.json"
    note.write_text(note.read_text().replace("secret", "forged"))
    result = run(settings, "index", str(folder))
    assert result.exit_code == 1 and "refused the work (403)" in result.stderr


def test_arguments_that_are_wrong_are_an_error_event(corpus: Corpus) -> None:
    assert [event["event"] for event in operate(corpus, "index", {"paths": ["x"]})] == ["error"]
    assert "no command" in list(operate(corpus, "explode", {}))[-1]["message"]


def test_a_rebuild_of_an_empty_catalog_warns(settings: IndexingSettings, folder: Path) -> None:
    run(settings, "index", str(folder))
    run(settings, "remove", "harbour", "bakery")
    result = run(settings, "rebuild")
    assert "Rebuilt 0 passages" in result.stdout
    assert "holds no articles" in result.stderr and "onrecord index PATH" in result.stderr


def test_status_lists_the_articles_with_the_ids_that_remove_takes(settings: IndexingSettings, folder: Path) -> None:
    run(settings, "index", str(folder))
    assert "  bakery: Bakery\n  harbour: Harbour\n" in run(settings, "status", "--articles").stdout
    listed = json.loads(run(settings, "status", "--articles", "--json").stdout)["listed"]
    assert [(row["id"], row["title"]) for row in listed] == [("bakery", "Bakery"), ("harbour", "Harbour")]
    assert "bakery" not in run(settings, "status").stdout


def test_a_data_folder_that_is_a_file_is_said_to_be_one(settings: IndexingSettings, folder: Path) -> None:
    settings.data_dir.write_text("")
    for arguments in (["index", str(folder)], ["status"], ["rebuild"]):
        result = run(settings, *arguments)
        assert result.exit_code == 1 and "is a file, not a folder" in result.stderr


def test_a_date_that_cannot_be_read_is_told_without_an_audit(
    settings: IndexingSettings, folder: Path, write: Any
) -> None:
    path = write("mill", "The mill burned down on Friday.", published="last Tuesday")
    result = run(settings, "index", str(folder))
    assert result.exit_code == 0
    assert f"Note: {path}: Its published date 'last Tuesday' cannot be read" in result.stdout
    notes = json.loads(run(settings, "index", str(folder), "--json").stdout)["notes"]
    assert [note["source"] for note in notes] == [str(path)]


def test_files_of_other_formats_are_counted_and_named_and_no_failure(settings: IndexingSettings, folder: Path) -> None:
    (folder / "scan.odt").write_bytes(b"PK")
    assert "Skipped 1 file whose format is not read: scan.odt." in run(settings, "index", str(folder)).stdout
    for number in range(6):
        (folder / f"photo{number}.jpg").write_bytes(b"x")
    result = run(settings, "index", str(folder))
    assert result.exit_code == 0
    named = "photo0.jpg, photo1.jpg, photo2.jpg, photo3.jpg, photo4.jpg and 2 more."
    assert f"Skipped 7 files whose format is not read: {named}" in result.stdout
    assert len(json.loads(run(settings, "index", str(folder), "--json").stdout)["skipped"]) == 7
