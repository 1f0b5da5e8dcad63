import pytest

from indexing.search import Scope
from service.answers import Verdict
from service.checking import MISCITED, WHO, Checker
from service.drafting import DraftStatement
from service.quotes import Quote, naming

BRIDGE = "Anna Berg opened the old harbour bridge on Tuesday. The bridge cost 20 million euros, the mayor said."
FERRY = "The ferry to the islands stops in October. Its captain retires after thirty years at sea."
COST = "The bridge cost 20 million euros, the mayor said."
ALL = Scope()


@pytest.fixture
def two(evidence):
    return evidence("What did the bridge cost?", BRIDGE, FERRY).hits


def test_a_copied_statement_keeps_its_exact_quote(checker, two):
    quote = Quote(0, 0, 51, BRIDGE[:51])
    checked, _ = checker.check(DraftStatement(BRIDGE[:51], (0,), quote), two, ALL)
    assert (checked.verdict, checked.quotes, checked.reasons) == (Verdict.SUPPORTED, (quote,), ())


@pytest.mark.parametrize(
    "quote",
    [
        Quote(0, 1, 52, BRIDGE[:51]),
        Quote(0, 0, 51, BRIDGE[:50] + "!"),
        Quote(7, 0, 51, BRIDGE[:51]),
        Quote(0, 0, 0, ""),
        Quote(1, 0, 51, BRIDGE[:51]),
    ],
)
def test_a_quote_that_does_not_stand_in_its_passage_supports_nothing(checker, two, quote):
    checked, _ = checker.check(DraftStatement(quote.text, (0,), quote), two, ALL)
    assert (checked.verdict, checked.quotes) == (Verdict.UNSUPPORTED, ())


def test_a_statement_that_its_citation_bears_out_keeps_it(checker, two):
    checked, _ = checker.check(DraftStatement(COST, (0,)), two, ALL)
    assert (checked.verdict, checked.reasons) == (Verdict.SUPPORTED, ())


@pytest.mark.parametrize("cited", [(1,), (1, 998)])
def test_a_wrong_citation_of_a_true_statement_is_mended_and_told(checker, two, cited):
    checked, _ = checker.check(DraftStatement(COST, cited), two, ALL)
    (quote,) = checked.quotes
    assert (checked.verdict, quote.hit, quote.text) == (Verdict.SUPPORTED, 0, COST)
    assert checked.reasons == (MISCITED,)


def test_an_invented_citation_number_is_mended(checker, two):
    checked, _ = checker.check(DraftStatement(COST, (998,)), two, ALL)
    assert (checked.verdict, checked.reasons) == (Verdict.SUPPORTED, (MISCITED,))


def test_what_only_another_article_of_the_corpus_says_is_cited_from_there(verifier, two):
    asked = []

    def corpus(text, scope):
        asked.append((text, scope))
        return two

    scope = Scope(publishers=("Herald",))
    checked, hits = Checker(verifier, corpus).check(DraftStatement(COST, (0,)), two[1:], scope)
    (quote,) = checked.quotes
    assert (checked.verdict, checked.reasons) == (Verdict.SUPPORTED, (MISCITED,))
    assert hits[quote.hit] == two[0] and hits[:1] == two[1:]
    assert asked == [(COST, scope)]


def test_what_no_article_says_is_made_up(checker, two):
    checked, hits = checker.check(DraftStatement("Penguins live in Antarctica.", (0,)), two, ALL)
    assert (checked.verdict, checked.quotes, hits) == (Verdict.UNSUPPORTED, (), two)
    assert [reason.rule for reason in checked.reasons] == ["not_grounded"]


def test_what_the_articles_contradict_is_contradicted_wherever_it_cites(checker, two):
    checked, _ = checker.check(DraftStatement("The bridge cost 30 million euros, the mayor said.", (1,)), two, ALL)
    assert checked.verdict is Verdict.CONTRADICTED
    assert [quote.text for quote in checked.quotes] == [COST]


@pytest.mark.parametrize(
    "text", ["He opened the old harbour bridge on Tuesday.", "Its captain soon retires after thirty years at sea."]
)
def test_a_statement_that_does_not_name_its_subject_is_not_read_alone(checker, two, text):
    checked, _ = checker.check_alone(DraftStatement(text, (0, 1)), two, ALL)
    assert checked.verdict is not Verdict.SUPPORTED


@pytest.mark.parametrize("text", ["Its captain retires after thirty years at sea.", COST])
def test_a_copy_and_what_names_its_subject_are_read_alone(checker, two, text):
    checked, _ = checker.check_alone(DraftStatement(text, (0, 1)), two, ALL)
    assert checked.verdict is Verdict.SUPPORTED


def test_a_drafted_pronoun_is_named_as_the_reason(checker, two):
    whole = checker.check(DraftStatement("It cost 20 million euros, the mayor said.", (0,)), two, ALL)[0]
    alone = checker.check_alone(DraftStatement("It cost 20 million euros, the mayor said.", (0,)), two, ALL)[0]
    assert whole.verdict is Verdict.SUPPORTED
    assert (alone.verdict, alone.reasons) == (Verdict.UNVERIFIABLE, (WHO,))


def test_a_capital_in_the_quote_may_be_its_country_in_the_statement(checker, evidence):
    island = "Turkey has long had an eye on the island. Ankara has lent the island two ferries for the summer."
    hits = evidence("Who lent the ferries?", island).hits
    quote = Quote(0, 42, len(island), island[42:])
    assert naming([quote], hits) == ["Turkey"]
    checked, _ = checker.check(
        DraftStatement("Turkey has lent the island two ferries for the summer.", (0,)), hits, ALL
    )
    assert "name_not_found" not in [reason.rule for reason in checked.reasons]
