"""The application: its routes, its pages, and what holds for all of them."""

from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from service.monitoring.traffic import Traffic
from service.web import answers, articles, health, metrics, operations, problems, search, verify
from service.web.access import Access
from service.web.bodies import BodyLimit
from service.web.headers import SafeHeaders
from service.web.stopping import Stopping

STATIC = Path(__file__).parent / "static"


def application(opening: health.Opening, *, token: str | None = None) -> FastAPI:
    """The app over a service that is open or still opening; without a token it takes no operations."""
    app = FastAPI(
        title="On Record",
        version=version("onrecord"),
        description="Questions about a publisher's own articles, answered only with what the articles say.",
        docs_url=None,  # FastAPI's own pages load their scripts from elsewhere; ours works offline
        redoc_url=None,
        # FastAPI's own spans carry the query of a request, which holds what is asked; ours do not.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
        responses={"4XX": {"model": problems.Problem}, "5XX": {"model": problems.Problem}},
    )
    app.state.opening = opening
    app.state.token = token
    app.state.traffic = Traffic()
    for noun in (answers, verify, search, articles, health, metrics, operations):
        app.include_router(noun.routes)
    app.add_api_route("/", _chat_page, include_in_schema=False)
    app.add_api_route("/verify", _draft_page, include_in_schema=False)
    app.add_api_route("/docs", _docs_page, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    problems.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Stopping)
    app.add_middleware(Access, traffic=app.state.traffic)
    return app


def _chat_page() -> FileResponse:
    return FileResponse(STATIC / "index.html")


def _draft_page() -> FileResponse:
    return FileResponse(STATIC / "verify.html")


def _docs_page() -> FileResponse:
    return FileResponse(STATIC / "docs.html")
