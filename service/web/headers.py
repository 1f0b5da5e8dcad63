"""The headers that keep a browser safe, on every response."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Pages load nothing from elsewhere and run no inline script, so that the text of an article can never act.
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
SAFE = {
    "content-security-policy": _POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cache-control": "no-cache",
}


class SafeHeaders:
    """ASGI middleware that adds the headers which a response does not set itself."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; add to the response when it starts."""

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                present = {name for name, _ in message["headers"]}
                safe = [(name.encode(), value.encode()) for name, value in SAFE.items()]
                message["headers"] = [*message["headers"], *(each for each in safe if each[0] not in present)]
            await send(message)

        await self._app(scope, receive, sending)
