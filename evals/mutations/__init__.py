"""Fabrications planted in true sentences, one kind each, and changes that leave a sentence true."""

from collections.abc import Mapping

from evals.mutations import (
    additions,
    certainty,
    dates,
    joining,
    names,
    numbers,
    polarity,
    quotes,
    reordering,
    rewording,
    shortening,
)
from evals.mutations.sentence import Mutation, Sentence

FABRICATIONS: Mapping[str, Mutation] = {
    "number_foreign": numbers.foreign,
    "number_from_article": numbers.from_elsewhere,
    "magnitude": numbers.magnitude,
    "unit": numbers.unit,
    "date_shifted": dates.shifted,
    "entity_foreign": names.foreign,
    "entity_from_article": names.from_article,
    "speaker_swapped": names.speaker,
    "roles_swapped": names.roles,
    "negation_added": polarity.negated,
    "negation_dropped": polarity.affirmed,
    "antonym": polarity.opposite,
    "hedge_removed": certainty.hedge_removed,
    "plan_done": certainty.done,
    "scope_widened": certainty.widened,
    "quote_edited": quotes.edited,
    "quote_invented": quotes.invented,
    "facts_merged": additions.merged,
    "cause_invented": additions.cause,
    "clause_foreign": additions.clause,
}
"""What makes a true sentence false, or says more than its article does."""

CONTROLS: Mapping[str, Mutation] = {
    "number_form": rewording.figures,
    "date_form": rewording.date_format,
    "abbreviation": rewording.abbreviation,
    "synonyms": rewording.synonyms,
    "aside_dropped": shortening.aside_dropped,
    "adverb_dropped": shortening.adverb_dropped,
    "lead_dropped": shortening.lead_dropped,
    "tail_dropped": shortening.tail_dropped,
    "clause_moved": reordering.clause_moved,
    "voice_changed": reordering.voice_changed,
    "two_true": joining.two_true,
    "pronoun_resolved": joining.pronoun_resolved,
}
"""What leaves a sentence as true as it was."""

__all__ = ["CONTROLS", "FABRICATIONS", "Mutation", "Sentence"]
