"""The application: its routes, its pages, and what holds for all of them."""

from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles

from service.monitoring.traffic import Traffic
from service.web import (
    answers,
    articles,
    conversations,
    description,
    feedback,
    health,
    mcp,
    metrics,
    operations,
    problems,
    search,
    suggestions,
    verify,
    writing,
)
from service.web.accesslog import AccessLog
from service.web.admission import Admission
from service.web.bodies import BodyLimit
from service.web.chat import routes as chat
from service.web.door import Door
from service.web.headers import SafeHeaders
from service.web.requestids import HEADER, RequestIds
from service.web.stopping import Stopping
from service.web.usage import RATE_HEADERS, Usage

STATIC = Path(__file__).parent / "static"


def application(
    opening: health.Opening,
    *,
    token: str | None = None,
    admission: Admission | None = None,
    usage: Usage | None = None,
    origins: Sequence[str] = (),
) -> FastAPI:
    """The app over a service that is open or still opening; without a token it takes no operations.

    Without `admission` it is for this machine alone, without `usage` callers have the default limits; `origins` are
    those of web pages that may call it.
    """
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
    for noun in (
        answers,
        feedback,
        suggestions,
        chat,
        conversations,
        verify,
        search,
        articles,
        writing,
        health,
        metrics,
        operations,
    ):
        app.include_router(noun.routes)
    app.router.routes.append(mcp.route(opening, origins))
    app.add_api_route("/", _chat_page, include_in_schema=False)
    app.add_api_route("/verify", _draft_page, include_in_schema=False)
    app.add_api_route("/docs", _docs_page, include_in_schema=False)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    problems.install(app)
    description.install(app)
    app.add_middleware(BodyLimit)
    app.add_middleware(Door, admission=admission or Admission(), usage=usage or Usage())
    if origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=origins,
            allow_methods=["*"],
            allow_headers=["*"],
            expose_headers=[HEADER, *RATE_HEADERS, "ETag"],
        )
    app.add_middleware(SafeHeaders)
    app.add_middleware(Stopping)
    app.add_middleware(RequestIds)
    app.add_middleware(AccessLog, traffic=app.state.traffic)
    return app


def _chat_page() -> FileResponse:
    return FileResponse(STATIC / "index.html")


def _draft_page() -> FileResponse:
    return FileResponse(STATIC / "verify.html")


def _docs_page() -> FileResponse:
    return FileResponse(STATIC / "docs.html")
