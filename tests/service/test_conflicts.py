from datetime import date

import pytest

from indexing.articles import Fields
from service.conflicts import find


def sides(evidence, question: str, *articles) -> list[list[str]]:
    return [[quote.text for quote in conflict] for conflict in find(evidence(question, *articles))]


def dated(text: str, year: int, month: int = 1) -> tuple[str, Fields]:
    return text, Fields(published=date(year, month, 1))


HARBOUR = "The council agreed on a 12-point harbour plan. It follows an earlier 15-point draft of the harbour board."


def test_two_counts_of_the_thing_asked_for_are_two_sides(evidence):
    assert sides(evidence, "How many points does the harbour plan have?", HARBOUR) == [
        [
            "The council agreed on a 12-point harbour plan.",
            "It follows an earlier 15-point draft of the harbour board.",
        ]
    ]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("What does the harbour plan say?", [HARBOUR]),
        ("How many ships does the harbour hold?", [HARBOUR]),
        ("How many points does the plan have?", ["It is a twelve-point plan.", "The 12-point plan stands."]),
        ("How many points does the harbour plan have?", ["A 12-point harbour plan.", "The team won by 15 points."]),
        (
            "How many people died in the Bergen fire?",
            ["Five people died in the Bergen fire.", "The Oslo fire killed 9 people."],
        ),
        (
            "How many people died in the Bergen fire?",
            [dated("Five people died in the Bergen fire.", 2020), dated("Nine people died in the Bergen fire.", 2024)],
        ),
    ],
)
def test_different_things_and_equal_values_are_no_conflict(evidence, question, articles):
    assert sides(evidence, question, *articles) == []


def test_a_count_of_the_thing_as_the_question_names_it_stands_alone(evidence):
    article = "The two sides agreed on a 12-point plan. It follows an earlier 15-point US draft of the board."
    assert sides(evidence, "How many points did the US draft have?", article) == []
    assert len(sides(evidence, "How many points does the plan have?", article)) == 1


def test_tolls_of_one_event_reported_in_one_week_are_two_sides(evidence):
    found = sides(
        evidence,
        "How many people died in the Bergen fire?",
        dated("Nine people died in the Bergen fire.", 2024, 2),
        dated("Five people died in the Bergen fire.", 2024, 1),
    )
    assert found == [["Five people died in the Bergen fire.", "Nine people died in the Bergen fire."]]


@pytest.mark.parametrize(
    "question", ["How long has the strike lasted?", "For how many weeks have they been on strike?"]
)
def test_lengths_that_exclude_each_other_are_two_sides(evidence, question):
    first, second = "The strike is now in its sixth week.", "After more than two weeks of the strike, talks began."
    assert sides(evidence, question, first, second) == [[first, second]]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        (
            "How long has the war lasted?",
            ["The war is in its fourth year.", "The war has lasted more than three years."],
        ),
        ("How long has the war lasted?", ["The war is in its fourth year.", "She has taught for two years."]),
        (
            "How long has the war in Sudan lasted?",
            ["The war in Sudan is in its third year.", "The war in Mali lasted 9 years."],
        ),
        ("How long can the war go on?", ["The war is in its fourth year.", "The war is two years old."]),
        (
            "How long has the war lasted?",
            [dated("The war is in its third year.", 2024, 6), dated("The war is in its fourth year.", 2025, 6)],
        ),
    ],
)
def test_lengths_that_agree_or_belong_to_other_things_are_no_conflict(evidence, question, articles):
    assert sides(evidence, question, *articles) == []


TALKS = (
    "U.S. officials met in Oslo. The Adams administration sent ministers to the talks with Norwegian President Lie.",
    "The US plan was discussed by Burr's envoys in Bergen. President Lie of Norway welcomed it.",
)


def test_two_administrations_of_the_country_asked_about_are_two_sides(evidence):
    (found,) = sides(evidence, "Which US administration is negotiating?", *TALKS)
    assert [("Adams" in side, "Burr" in side) for side in found] == [(True, False), (False, True)]


@pytest.mark.parametrize(
    "question",
    [
        "Who is the president of Norway?",
        "Where did the US officials meet?",
        "What is the name of the US administration's new plan?",
        "Which ship left Bergen after the US president spoke?",
    ],
)
def test_holders_of_offices_elsewhere_are_no_side(evidence, question):
    assert sides(evidence, question, *TALKS) == []


def test_who_stands_beside_the_matter_is_no_side_where_another_sentence_tells_it(evidence):
    articles = [
        "The coming vote has put pressure on the Adams administration to act.",
        "The plan was sent to President Lie of Norway and the envoys of President Lie.",
    ]
    assert sides(evidence, "Which president is under pressure from the coming vote?", *articles) == []


def test_a_people_is_no_office_holder(evidence):
    articles = ["The Adams administration met US envoys.", "The Russian administration, Russia says, met US envoys."]
    assert sides(evidence, "Which US administration met the envoys?", *articles) == []


def test_each_side_is_exact_in_its_passage(evidence):
    made = evidence("How many points does the harbour plan have?", HARBOUR)
    for quote in find(made)[0]:
        assert HARBOUR[quote.start : quote.end] == quote.text


COSTS = (
    "The harbour bridge cost 20 million euros.",
    "The harbour bridge in Wells cost 34 million euros, a report says.",
)
OPENED = ("The harbour bridge opened on 3 May 2024.", "The harbour bridge in Wells opened on 9 May, the mayor said.")


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        ("How much did the harbour bridge cost?", COSTS),
        ("What was the cost of the harbour bridge?", COSTS),
        (
            "What percentage of voters want the bridge?",
            ("Of voters, 40% want the bridge.", "Most voters, 55 percent, want the bridge."),
        ),
        ("When did the harbour bridge open?", OPENED),
    ],
)
def test_two_articles_that_differ_in_a_sum_a_share_or_a_day_are_two_sides(evidence, question: str, articles) -> None:
    assert sides(evidence, question, *articles) == [list(articles)]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        # One article's two sums are of two things.
        ("How much did the harbour bridge cost?", [" ".join(COSTS)]),
        # A rounded value is no other value.
        ("How much did the bridge cost?", ["The bridge cost 20 million euros.", "The bridge cost $20.3 million."]),
        ("How much did the bridge cost?", ["The bridge cost 20 million euros.", "The ferry earned 9 million euros."]),
        ("When did the bridge open?", ["The bridge opened on 3 May 2024.", "The bridge opened in 2024."]),
        ("When did the bridge open?", ["The bridge opened on 3 May.", "The bridge opened on May 3, 2024."]),
        # What articles far apart say differs because it has changed.
        ("How much did the bridge cost?", [dated(COSTS[0], 2020), dated(COSTS[1], 2024)]),
    ],
)
def test_what_only_looks_like_another_sum_or_day_is_no_other_side(evidence, question: str, articles) -> None:
    assert sides(evidence, question, *articles) == []


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("Who will host the harbour talks?", "Berg will host the harbour talks.", "Moss is to host the harbour talks."),
        (
            "Who will mediate in the harbour dispute?",
            "Anna Berg will mediate in the harbour dispute.",
            "The harbour dispute will be mediated by Carl Moss, a judge.",
        ),
        ("Who chairs the harbour board?", "Anna Berg chairs the harbour board.", "Carl Moss leads the harbour board."),
        (
            "Who won the ferry race?",
            "Carl Moss, who won the ferry race, is 40.",
            "The ferry race was won by Anna Berg.",
        ),
        (
            "Who directed the film Ferry?",
            "The film Ferry was written and directed by Anna Berg.",
            "Carl Moss directed the film Ferry.",
        ),
        (
            "Who is the director of Harlow Museum?",
            "The director of Harlow Museum, Anna Berg, is new.",
            "Carl Moss is the director of Harlow Museum.",
        ),
        (
            "Which country will host the harbour talks?",
            "Norway will host the harbour talks.",
            "The harbour talks will be hosted by Peru.",
        ),
        ("Which city hosted the harbour games?", "Oslo hosted the harbour games.", "Lima hosted the harbour games."),
        (
            "Where will the harbour talks be held?",
            "The harbour talks will be held in Geneva.",
            "The harbour talks will take place in Doha.",
        ),
    ],
)
def test_two_articles_that_name_different_people_or_places_are_two_sides(evidence, question: str, one, other) -> None:
    assert sides(evidence, question, one, other) == [[one, other]]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        # One name in two forms, and a country beside what lies in it or who leads it.
        ("Who will host the talks?", ["President Anna Berg will host the talks.", "Berg will host the talks."]),
        ("Who will host the talks?", ["Russia will host the talks.", "The Russians will host the talks."]),
        ("Where will the talks be held?", ["The talks will be held in Geneva.", "The talks will be held in Norway."]),
        (
            "Where will the talks be held?",
            ["The talks will be held in Wells. Dunmore lies near it.", "The talks will be held in Dunmore."],
        ),
        # Another round, day, year or time.
        ("Who hosted the talks?", ["Norway hosted the first talks.", "Peru hosted the second talks."]),
        (
            "Where will the talks be held?",
            ["The talks will be held in Lima on Monday.", "The talks will be held in Oslo on Friday."],
        ),
        ("Who won the 2021 ferry race?", ["Berg won the 2021 ferry race.", "Moss won the ferry race in 2019."]),
        ("Who will host the talks?", ["Norway will host the talks.", "Peru hosted the talks."]),
        (
            "Who will host the talks?",
            [dated("Norway will host the talks.", 2020), dated("Peru will host the talks.", 2024)],
        ),
        # In doubt, denied, or together.
        ("Who will host the talks?", ["Norway will host the talks.", "Peru could host the talks."]),
        ("Who will host the talks?", ["Norway will host the talks.", "Peru will not host the talks."]),
        ("Who will host the talks?", ["Norway will host the talks.", "Norway and Peru will host the talks."]),
        ("Who will host the talks?", ["Norway will host the talks.", "The mayor of Lima will host the talks."]),
        ("Who will host the talks?", ["Norway will host the talks. Peru will host the talks."]),
        # What many do, and what others did.
        ("Who attended the talks?", ["Norway attended the talks.", "Peru attended the talks."]),
        ("Who directed Ferry?", ["Anna Berg directed Ferry.", "Carl Moss directed Ferry: Homecoming."]),
        ("Who is the mayor of Wells?", ["Wells mayor Anna Berg spoke.", "Former Wells mayor Carl Moss spoke."]),
    ],
)
def test_names_that_may_agree_are_no_two_sides(evidence, question: str, articles) -> None:
    assert sides(evidence, question, *articles) == []


@pytest.mark.parametrize(
    ("question", "yes", "no"),
    [
        (
            "Does Norway support the harbour plan?",
            "Norway supports the harbour plan.",
            "Norway opposes the harbour plan.",
        ),
        (
            "Did Norway accept the harbour plan?",
            "Norway accepted the harbour plan.",
            "The harbour plan was rejected by Norway.",
        ),
        ("Has Berg signed the deal?", "Anna Berg signed the deal.", "Anna Berg refused to sign the deal."),
        ("Did Berg take the money?", "Anna Berg took the money.", "Berg denies taking the money."),
        ("Will Norway join the pact?", "Norway will join the pact.", "Norway will not join the pact."),
        (
            "Is Berg ready to sell the ferry?",
            "Berg is ready to sell the ferry.",
            "Berg is unwilling to sell the ferry.",
        ),
        (
            "What is Norway's position on the harbour plan?",
            "Norway said it backs the harbour plan.",
            "Norway rejected the harbour plan.",
        ),
        (
            "Where does Norway stand on the harbour plan?",
            "Norway endorsed the harbour plan.",
            "Norway does not support the harbour plan.",
        ),
    ],
)
def test_a_yes_and_a_no_of_one_party_on_one_matter_are_two_sides(evidence, question: str, yes: str, no: str) -> None:
    assert sides(evidence, question, yes, no) == [[yes, no]]


def test_stances_stand_in_the_order_of_their_dates(evidence) -> None:
    yes, no = "Norway supports the harbour plan.", "Norway opposes the harbour plan."
    assert sides(evidence, "Does Norway support the harbour plan?", dated(no, 2024, 2), dated(yes, 2024, 1)) == [
        [yes, no]
    ]


@pytest.mark.parametrize(
    ("question", "articles"),
    [
        # Two denials are a yes.
        ("Did Berg take the money?", ["Berg took the money.", "Berg does not deny taking the money."]),
        # Another party, another thing, another time.
        ("Does Norway support the plan?", ["Norway supports the plan.", "Peru opposes the plan."]),
        ("Does Norway support the plan?", ["Norway supports the plan.", "The mayor of Norway opposes the plan."]),
        ("Does Norway support the plan?", ["Norway supports the 12-point plan.", "Norway opposes the 15-point plan."]),
        ("Does Norway support the plan?", ["Norway supports the Wells plan.", "Norway opposes the Harlow plan."]),
        ("Did Norway accept the plan?", ["Norway agreed to talks on the plan.", "Norway rejected the plan."]),
        ("Did Norway accept the plan?", ["Norway will accept the plan.", "Norway has not accepted the plan."]),
        ("Did Norway accept the plan?", ["Norway accepted the plan on 3 May.", "Norway rejected the plan on 9 June."]),
        (
            "Does Norway support the plan?",
            [dated("Norway supports the plan.", 2020), dated("Norway opposes the plan.", 2024)],
        ),
        # With a condition, in part, in doubt, asked for.
        (
            "Does Norway support the plan?",
            ["Norway supports the plan.", "Norway opposes the plan unless it is funded."],
        ),
        ("Does Norway support the plan?", ["Norway supports the plan.", "Norway opposes parts of the plan."]),
        ("Did Norway accept the plan?", ["Norway accepted the plan.", "Norway may reject the plan."]),
        ("Did Norway accept the plan?", ["Norway rejected the plan.", "Peru urged Norway to accept the plan."]),
        ("Has Berg signed the deal?", ["Berg signed the deal.", "Berg has not yet signed the deal."]),
        # One article that tells both tells how it changed.
        ("Did Berg sign the deal?", ["Berg signed the deal.", "Berg did not sign the deal. Berg signed the deal."]),
        ("Did Berg sign the deal?", ["Berg signed the deal. Berg did not sign the deal."]),
        # No yes or no is asked for.
        ("Does Berg or Moss own the ferry?", ["Berg owns the ferry.", "Berg does not own the ferry."]),
        ("Why does Norway support the plan?", ["Norway supports the plan.", "Norway opposes the plan."]),
    ],
)
def test_stances_that_may_agree_are_no_two_sides(evidence, question: str, articles) -> None:
    assert sides(evidence, question, *articles) == []


REPORT = (
    "{} The hearing in the town hall lasted for five hours and drew many people from the old quarter. "
    "A second hearing follows in the autumn, and a report is due by the end of the year."
)
VERSIONS = [
    ("Does the council back the tram line?", "The council {} the tram line.", "backs", "opposes"),
    ("Does the council oppose the tram line?", "The council {} the tram line.", "backs", "opposes"),
    ("Is the pier safe for trams?", "The pier {} for trams, engineer Paul Reyes said.", "is safe", "is not safe"),
    ("How much will the tram line cost?", "The line will cost {} million euros and open in May.", "40", "45"),
    ("What does the tram line cost?", "The line will cost {} million euros and open in May.", "40", "45"),
    ("Which firm leads the construction?", "Construction is led by the firm {}.", "Steelway", "Brightrail"),
    ("Where are the engines repaired?", "The workshop in {} repairs all engines.", "Tornby", "Velby"),
    ("Where was Anna Holm born?", "Mayor Anna Holm {} born in Lund.", "was", "denied that she was"),
    ("What does Lena Voss think of the sale?", "Minister Lena Voss {} the sale.", "backs", "opposes"),
]


@pytest.mark.parametrize(("question", "sentence", "one", "other"), VERSIONS)
def test_two_versions_of_one_report_are_sides_where_the_changed_word_answers(evidence, question, sentence, one, other):
    said = [sentence.format(word) for word in (one, other)]
    assert sides(evidence, question, *map(REPORT.format, said)) == [said]


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("When will the line open?", "The line will cost 40 million and open in May.", "45"),
        ("Why were trains late?", "In all, 40 trains were late because of frozen points.", "45"),
        ("Is the pier safe for trams?", "The stone pier is safe for trams.", "The mill pier is not safe for trams."),
        ("Is the pier safe for trams?", "The pier is safe for trams, Paul Reyes said.", "Petra"),
        ("Who said the pier is safe?", "The pier is safe for trams, Paul Reyes said.", "Petra"),
        ("Who wants to buy the railway?", "Lena Voss backs the sale of the railway to Kaldex.", "opposes"),
        ("Is the railway sold to Kaldex?", "Lena Voss backs the sale of the railway to Kaldex.", "opposes"),
        ("Which firm took part in the fair?", "The firm Steelway took part in the fair.", "Brightrail"),
        ("Where is the Tornby workshop?", "The workshop in Tornby repairs all engines.", "Velby"),
    ],
)
def test_versions_that_differ_in_what_is_not_asked_are_no_sides(evidence, question, one, other):
    changed = {"45": "40", "Petra": "Paul", "opposes": "backs", "Brightrail": "Steelway", "Velby": "Tornby"}
    second = one.replace(changed[other], other) if other in changed else other
    assert one != second
    assert sides(evidence, question, REPORT.format(one), REPORT.format(second)) == []


def test_sentences_of_one_pattern_in_different_reports_are_no_versions(evidence):
    tornby = "The workshop in Tornby repairs all engines. It opened in spring and has ninety staff, many of them young."
    velby = "The workshop in Velby repairs all engines. Nobody knows how long the old halls by the river will be kept."
    assert sides(evidence, "Where are the engines repaired?", tornby, velby) == []
