from pathlib import Path

import pytest

from indexing.errors import ModelError
from service.models.local import folder, required
from service.settings import ServiceSettings
from service.wiring import entailment


def test_a_missing_package_is_named() -> None:
    with pytest.raises(ModelError, match="needs the package no_such_package"):
        required("no_such_package.inference", "no_such_package")


def test_a_folder_without_weights_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"holds no config\.json"):
        folder(tmp_path)


@pytest.mark.parametrize("kind", ["hhem", "minicheck", "lettucedetect"])
def test_a_public_checker_that_cannot_be_loaded_fails_at_start_with_one_sentence(tmp_path: Path, kind: str) -> None:
    with pytest.raises(ModelError, match=r"needs the package|holds no config\.json"):
        entailment(ServiceSettings(data_dir=tmp_path, checker=f"{kind}:{tmp_path}"))
