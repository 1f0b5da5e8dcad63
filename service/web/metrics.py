"""What the service counts, for Prometheus."""

from fastapi import APIRouter, Request, Response

from service.web.health import NotReady

routes = APIRouter(tags=["health"])
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


@routes.get("/metrics", summary="What is counted", response_class=Response)
def metrics(request: Request) -> Response:
    """Requests, and once the service is open its answers and articles, in the text format of Prometheus."""
    traffic = request.app.state.traffic
    try:
        monitor = request.app.state.opening.service.monitor
    except NotReady:
        return Response(traffic.exposition(ready=False), media_type=MEDIA_TYPE)
    return Response(traffic.exposition(ready=True) + monitor.exposition(), media_type=MEDIA_TYPE)
