"""Options that several commands take, and where the project keeps its own cases, articles and floors."""

from pathlib import Path
from typing import Annotated

import typer

ROOT = Path(__file__).parent
CASES = ROOT / "cases"
SEEDS = ROOT.parent / "seeds"
FLOORS = ROOT / "floors.json"

DataDir = Annotated[
    Path | None,
    typer.Option(envvar="ONRECORD_DATA_DIR", help="Folder that keeps the index between runs; else it is temporary"),
]
AsJson = Annotated[
    bool, typer.Option("--json", help="Print the figures as JSON on standard output, progress as JSON lines beside it")
]
UpdateBaseline = Annotated[
    bool, typer.Option("--update-baseline", help="Make this the baseline, and lower floors to what was reached")
]
Limit = Annotated[int | None, typer.Option(min=1, help="Take only the first so many rows, for a quick look")]
AskedArticles = Annotated[
    Path | None, typer.Option(help="Articles to ask about; else the sample articles, or what --data-dir holds")
]
AskedQuestions = Annotated[Path, typer.Option(help="Rows id, question, date; or a folder of cases")]
Chart = Annotated[Path | None, typer.Option(help="File for a page of charts that needs nothing else")]
