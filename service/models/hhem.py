# pyright: basic, reportMissingImports=false
"""HHEM-2.1-open of Vectara as the learned check, from a folder of its published weights."""

from pathlib import Path

from service.models.local import folder, required


class HhemEntailment:
    """Scores claims with the weights of `vectara/hallucination_evaluation_model`."""

    def __init__(self, weights: Path) -> None:
        """Load them. Raises ModelError where the folder or `transformers` is missing."""
        transformers = required("transformers")
        self._model = transformers.AutoModelForSequenceClassification.from_pretrained(
            folder(weights), trust_remote_code=True, local_files_only=True
        )

    def score(self, claim: str, evidence: str) -> float:
        """The consistency of the claim with the evidence, 0 to 1, as the model's own code computes it."""
        return float(self._model.predict([(evidence, claim)])[0])
