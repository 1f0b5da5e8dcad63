"""What was put right in an article stands beside its quote: the draft may still have it wrong."""

import pytest

from service.manuscripts import Manuscript
from service.reports import Form, show
from service.verdicts import Verification

NOTE = "Corrected on 4 May 2025: He did not say yes."


@pytest.mark.parametrize("form", [Form.PEOPLE, Form.SARIF, Form.JUNIT])
def test_the_note_stands_beside_its_quote_alone(
    form: Form, verification: Verification, manuscript: Manuscript, capsys: pytest.CaptureFixture[str]
) -> None:
    show(form, verification, manuscript)
    assert capsys.readouterr().out.count(NOTE) == 1
