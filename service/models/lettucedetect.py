# pyright: basic, reportMissingImports=false
"""LettuceDetect (Kovács and Recski 2025) as the learned check, from a folder of its published weights."""

from pathlib import Path

from service.models.local import folder, required


class LettuceDetectEntailment:
    """Scores claims by the tokens that the detector calls unsupported."""

    def __init__(self, weights: Path) -> None:
        """Load them. Raises ModelError where the folder or `lettucedetect` is missing."""
        inference = required("lettucedetect.models.inference", "lettucedetect")
        self._detector = inference.HallucinationDetector(method="transformer", model_path=folder(weights))

    def score(self, claim: str, evidence: str) -> float:
        """1 less the confidence in the surest unsupported span, so 1 where there is none."""
        spans = self._detector.predict(context=[evidence], question="", answer=claim, output_format="spans")
        return 1.0 - max((float(span["confidence"]) for span in spans), default=0.0)
