from pathlib import Path

import pytest

from indexing.sentences import sentences
from service.answers import Verdict
from service.verification.rules import broken

ROOT = Path(__file__).parents[3]
SAMPLES = sorted((ROOT / "seeds").glob("0*.md"))
AS_FOUND = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))


@pytest.mark.parametrize("path", [*SAMPLES, *AS_FOUND], ids=lambda path: path.stem)
def test_every_sentence_of_the_articles_breaks_no_rule_beside_itself(path):
    text = path.read_text()
    for span in sentences(text):
        sentence = text[span.start : span.end]
        assert broken(sentence, [sentence]) == ()


def test_the_sample_articles_are_there():
    assert len(SAMPLES) == 5


def test_a_claim_without_quotes_is_unsupported(verifier):
    assert verifier.judge("The bridge opened.", []).verdict is Verdict.UNSUPPORTED
    assert verifier.judge("The bridge opened.", [" "]).verdict is Verdict.UNSUPPORTED


def test_a_differing_number_contradicts_and_an_absent_one_does_not_support(verifier):
    quote = "The bridge cost 20 million euros."
    assert verifier.judge("The bridge cost 30 million euros.", [quote]).verdict is Verdict.CONTRADICTED
    assert verifier.judge("The bridge opened in 1999.", [quote]).verdict is Verdict.UNSUPPORTED
    assert verifier.judge("The bridge cost €20 million.", [quote]).verdict is Verdict.SUPPORTED


def test_each_foreign_thing_has_its_own_reason(verifier):
    judgement = verifier.judge("In 1999, Smith called all 40 bridges “ugly”.", ["They called the bridges dull."])
    assert {reason.rule for reason in judgement.reasons} == {
        "date_not_found",
        "name_not_found",
        "number_not_found",
        "quotation_not_found",
    }


def test_two_quotes_may_hold_a_claim_together(verifier):
    quotes = ["Anna Berg opened the bridge.", "It cost 20 million euros."]
    assert (
        verifier.judge("Anna Berg opened the bridge that cost 20 million euros.", quotes).verdict is Verdict.SUPPORTED
    )
    assert (
        verifier.judge("Anna Berg opened the bridge that cost 20 million euros.", quotes[:1]).verdict
        is not Verdict.SUPPORTED
    )
