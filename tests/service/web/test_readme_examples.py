"""What README.md shows to applications runs as it stands there, but for the address of the service."""

import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

README = (Path(__file__).parents[3] / "README.md").read_text("utf-8")
SECTION = README.partition("\n## For applications\n")[2].partition("\n## ")[0]
EXAMPLES = re.findall(r"^```(python|js)\n(.*?)^```", SECTION, re.MULTILINE | re.DOTALL)
PYTHON = [code for language, code in EXAMPLES if language == "python"]
JAVASCRIPT = [code for language, code in EXAMPLES if language == "js"]
POINTS = ("28 points", "20 points")


def run(command: list[str], code: str, address: str) -> str:
    assert "http://127.0.0.1:8000" in code
    shown = code.replace("http://127.0.0.1:8000", address)
    ran = subprocess.run([*command, shown], capture_output=True, text=True, timeout=120)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


@pytest.mark.parametrize("code", PYTHON)
def test_the_python_of_the_readme_runs(code: str, address: str) -> None:
    if "openai_like" in code and find_spec("llama_index.llms") is None:
        pytest.skip("llama-index-llms-openai-like wants openai before 3")
    said = run([sys.executable, "-c"], code, address)
    assert all(points in said for points in POINTS)


@pytest.mark.parametrize("code", JAVASCRIPT)
def test_the_javascript_of_the_readme_runs(code: str, address: str) -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node on this machine")
    said = run([node, "--input-type=module", "-e"], code, address)
    assert all(points in said for points in POINTS) and "conflicting as of 10 December 2025" in said


def test_there_are_examples_of_each_kind() -> None:
    assert (len(PYTHON), len(JAVASCRIPT)) == (4, 1)
