"""Which sentences of a long text a claim is shown with."""

from hypothesis import given
from hypothesis import strategies as st

from service.verification.evidence import BUDGET, Evidence, joined
from service.wording import words

TEXT = (
    "The council met on Tuesday. It talked about parks for an hour. Nobody mentioned the harbour.\n"
    "Mayor Ana Reyes said the bridge will cost 14 million euros. She hopes that it opens in 2027. "
    "Cyclists have asked for it since the ferry closed. The ferry carried 300 people a day.\n"
    "Later the council voted on school lunches. The vote was narrow. Lunches will be free from autumn."
)


def test_the_sentence_that_says_it_is_among_the_evidence():
    found = Evidence([TEXT]).best("The bridge costs 14 million euros.", budget=25)
    assert any("14 million euros" in excerpt.text for excerpt in found)


def test_excerpts_stand_where_they_say_and_in_order():
    found = Evidence([TEXT, TEXT]).best("The ferry carried 300 people and the vote on lunches was narrow.")
    assert [excerpt.text for excerpt in found] == [TEXT[one.start : one.end] for one in found]
    places = [(excerpt.premise, excerpt.start) for excerpt in found]
    assert places == sorted(places)


def test_a_number_or_a_name_weighs_more_than_a_common_word():
    found = Evidence([TEXT]).best("He heard of Reyes and of people.", budget=12)
    assert "Reyes" in joined(found)


def test_a_neighbour_gives_context_where_there_is_room():
    assert "Mayor Ana Reyes" in joined(Evidence([TEXT]).best("She hopes it opens in 2027.", budget=30))


def test_what_was_said_before_helps_to_find_whom_a_pronoun_means():
    found = Evidence([TEXT]).best("It was narrow.", "The council voted on school lunches.", budget=20)
    assert "school lunches" in joined(found)


def test_talk_without_full_stops_is_cut_to_pieces_that_fit():
    talk = (
        "so we went down to the market and bought some bread " * 80 + "the baker was called Holm " + "and so on " * 200
    )
    found = Evidence([talk]).best("The baker is Holm.")
    assert "Holm" in joined(found)
    assert sum(len(list(words(excerpt.text))) for excerpt in found) <= BUDGET


def test_sentences_apart_are_marked_as_apart():
    shown = joined(Evidence([TEXT]).best("The council met; lunches will be free.", budget=14))
    assert " ... " in shown


def test_overlap_is_the_share_of_the_claim_that_was_found():
    evidence = Evidence([TEXT])
    said, made_up = "The vote was narrow.", "Astronauts landed on Mars."
    assert evidence.overlap(said, evidence.best(said)) == 1.0
    assert evidence.overlap(made_up, evidence.best(made_up)) == 0.0


def test_a_text_without_sentences_has_no_evidence():
    assert Evidence([""]).best("Anything.") == ()
    assert joined(()) == ""


@given(st.text(max_size=400), st.text(max_size=80))
def test_every_excerpt_of_any_text_stands_in_it(text: str, claim: str):
    for excerpt in Evidence([text]).best(claim):
        assert text[excerpt.start : excerpt.end] == excerpt.text


def test_words_and_pairs_of_words_that_no_sentence_has_are_new():
    evidence = Evidence([TEXT])
    assert evidence.novelty("The vote was narrow.") == (0.0, 0.0)
    assert evidence.novelty("Narrow council.") == (0.0, 1.0)
    assert evidence.novelty("Astronauts landed.") == (1.0, 1.0)


def test_a_figure_that_no_premise_writes_so_is_unwritten():
    evidence = Evidence([TEXT, "It opened in 1,200 days."])
    assert evidence.unwritten("The bridge costs 14 million, carries 300 and opens in 2027 after 1,200 days.") == 0
    assert evidence.unwritten("It cost 15 million in 2026, not 14.") == 2


def test_a_longer_text_gives_more_evidence_up_to_the_budget():
    told = " ".join(f"The council of Harlow spoke of bridge number {number} for an hour." for number in range(60))
    found = Evidence([told]).best("The council of Harlow spoke of bridges.")
    assert BUDGET - 15 <= sum(len(list(words(excerpt.text))) for excerpt in found) <= BUDGET
