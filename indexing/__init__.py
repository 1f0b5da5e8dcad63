"""Articles in, passages that can be searched out."""

import os

# ONNX Runtime reports to its maker, and keeps an id of the machine for that, unless this stands before it is loaded.
os.environ.setdefault("ORT_DISABLE_TELEMETRY", "1")
