"""The files of deploy/ agree with the service that they run."""

import re
from pathlib import Path

import pytest
import yaml

from service.settings import ServiceSettings

DEPLOY = Path(__file__).parents[1] / "deploy"
STOP = ServiceSettings.model_fields["stop_timeout"].default


@pytest.mark.parametrize("file", sorted(DEPLOY.iterdir()), ids=lambda file: file.name)
def test_each_setting_that_a_file_names_is_one(file: Path):
    known = {f"ONRECORD_{name}".upper() for name in ServiceSettings.model_fields}
    assert set(re.findall(r"ONRECORD_[A-Z_]+", file.read_text("utf-8"))) <= known


def test_nobody_kills_before_the_time_of_requests_under_way_is_over():
    compose = yaml.safe_load((DEPLOY / "compose.yaml").read_text("utf-8"))
    grace = compose["services"]["onrecord"]["stop_grace_period"]
    unit = dict(
        line.split("=", 1) for line in (DEPLOY / "onrecord.service").read_text("utf-8").splitlines() if "=" in line
    )
    assert min(int(grace.removesuffix("s")), int(unit["TimeoutStopSec"])) > STOP + 20  # what closing may take


def test_the_image_gets_all_that_its_build_copies():
    dockerfile, ignored = ((DEPLOY / name).read_text("utf-8") for name in ("Dockerfile", "Dockerfile.dockerignore"))
    copied = [name for line in re.findall(r"^COPY (?!--from)(.+) \S+$", dockerfile, re.M) for name in line.split()]
    assert set(copied) == {line.removeprefix("!") for line in ignored.splitlines() if line.startswith("!")}
    assert all((DEPLOY.parent / name).exists() for name in copied)
