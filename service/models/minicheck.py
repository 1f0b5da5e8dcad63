# pyright: basic, reportMissingImports=false
"""MiniCheck (Tang et al. 2024) as the learned check, from a folder of its published classifier weights."""

from pathlib import Path

from service.models.local import folder, required


class MiniCheckEntailment:
    """Scores claims by a sequence classifier, as `lytang/MiniCheck-RoBERTa-Large`; its second label is support."""

    def __init__(self, weights: Path) -> None:
        """Load them. Raises ModelError where the folder, `transformers` or `torch` is missing."""
        transformers, self._torch = required("transformers"), required("torch")
        self._tokenizer = transformers.AutoTokenizer.from_pretrained(folder(weights), local_files_only=True)
        self._model = transformers.AutoModelForSequenceClassification.from_pretrained(
            folder(weights), local_files_only=True
        ).eval()

    def score(self, claim: str, evidence: str) -> float:
        """The probability of support, 0 to 1."""
        encoded = self._tokenizer(evidence, claim, truncation="only_first", max_length=512, return_tensors="pt")
        with self._torch.inference_mode():
            return float(self._model(**encoded).logits.softmax(-1)[0, 1])
