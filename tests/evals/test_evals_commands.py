import pytest
from typer.testing import CliRunner

import evals.__main__ as commands
from evals import printing


def test_a_missing_extra_is_told_before_any_case_is_asked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def nothing_is_asked(*_: object) -> None:
        raise AssertionError("cases were asked")

    monkeypatch.setattr(printing, "EXTRA", ("a_module_that_is_missing",))
    monkeypatch.setattr("evals.evaluation.run_cases", nothing_is_asked)
    run = CliRunner().invoke(commands.app, ["run"])
    assert isinstance(run.exception, ModuleNotFoundError)
    with pytest.raises(SystemExit) as ended:
        commands.main(lambda: commands.app(["run"], standalone_mode=False))
    assert ended.value.code == 2
    assert "a_module_that_is_missing is not installed: the evals need the extra" in capsys.readouterr().err
