"""The tools over MCP: the only file that knows its SDK, which takes half a second to import."""

import logging
import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from importlib.metadata import version
from typing import Any, Final

import anyio
from anyio import to_thread
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.server.stdio import stdio_server
from mcp.server.streamable_http_manager import StreamableHTTPSessionManager
from mcp_types import (
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    Tool,
    ToolAnnotations,
)
from starlette.types import Receive, Scope, Send

from indexing.errors import OnRecordError
from service.library import Library
from service.links import Links
from service.mcp.tools import TOOLS, Told
from service.web.bodies import MAX_BYTES

INSTRUCTIONS: Final = (
    "The articles of one publisher. `ask` answers from them with checked quotes, `verify` checks a text against them, "
    "`search` and `fetch` find and read them. Keep the numbers of citations, and name the sources that they stand for."
)
Lent = Callable[[], AbstractContextManager[Library]]
"""Lends the library for the length of one call. Raises OnRecordError where there is none now."""


def server(lent: Lent, links: Links) -> Server[dict[str, Any]]:
    """A server of the tools on a library, whose articles are found at these links."""

    async def tools(_: ServerRequestContext, __: PaginatedRequestParams | None) -> ListToolsResult:
        return ListToolsResult(tools=_described())

    async def call(_: ServerRequestContext, params: CallToolRequestParams) -> CallToolResult:
        # The thread of an agent that leaves is let go; what it works on takes seconds.
        return await to_thread.run_sync(
            _called, lent, links, params.name, params.arguments or {}, abandon_on_cancel=True
        )

    return Server(
        "onrecord",
        version=version("onrecord"),
        title="On Record",
        instructions=INSTRUCTIONS,
        on_list_tools=tools,
        on_call_tool=call,
    )


async def over_http(lent: Lent, links: Links, scope: Scope, receive: Receive, send: Send) -> None:
    """Serve one request of streamable HTTP; nothing is kept between two, so any worker may serve the next."""
    # The SDK's manager lives as long as a request: without sessions there is nothing for it to keep.
    manager = StreamableHTTPSessionManager(
        server(lent, links), stateless=True, json_response=True, max_request_body_size=MAX_BYTES
    )
    async with manager.run():
        await manager.handle_request(scope, receive, send)


def over_stdio(lent: Lent) -> None:
    """Serve standard input and output until the input ends."""
    # A read of standard input cannot be broken off: in a thread of its own it keeps no signal from ending the process.
    serving = threading.Thread(target=anyio.run, args=(_serve, lent), daemon=True)
    serving.start()
    serving.join()


async def _serve(lent: Lent) -> None:
    served = server(lent, Links())
    async with stdio_server() as (read, write):
        await served.run(read, write, served.create_initialization_options())


def _described() -> list[Tool]:
    harmless = ToolAnnotations(read_only_hint=True, open_world_hint=False)
    return [
        Tool(
            name=tool.name,
            title=tool.title,
            description=tool.description,
            input_schema=tool.arguments.model_json_schema(),
            annotations=harmless,
        )
        for tool in TOOLS
    ]


def _called(lent: Lent, links: Links, name: str, arguments: Mapping[str, Any]) -> CallToolResult:
    """What a tool tells, or what is wrong as a tool's error: one sentence that a model can act on."""
    try:
        told = _told(lent, links, name, arguments)
    except OnRecordError as error:
        return _error(str(error))
    except Exception:
        logging.getLogger(__name__).exception("The tool %r failed", name)
        return _error("Something went wrong inside the service; its log says what.")
    structured = told.structured.model_dump(mode="json")
    return CallToolResult(content=[TextContent(text=told.text)], structured_content=structured)


def _told(lent: Lent, links: Links, name: str, arguments: Mapping[str, Any]) -> Told:
    tool = next((tool for tool in TOOLS if tool.name == name), None)
    if tool is None:
        raise OnRecordError(f"There is no tool {name!r}; there are {', '.join(tool.name for tool in TOOLS)}.")
    with lent() as library:
        return tool.call(library, links, arguments)


def _error(sentence: str) -> CallToolResult:
    return CallToolResult(content=[TextContent(text=sentence)], is_error=True)
