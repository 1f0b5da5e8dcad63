"""ragas as its users use it: samples of our results, its metrics on them, and our scorers among its metrics.

Nothing else in the project knows ragas. It reports its use home unless this variable is exactly "true" before it is
imported; whatever of this folder is imported, this comes first.
"""

import os

os.environ["RAGAS_DO_NOT_TRACK"] = "true"
