"""What is wrong with one field of a request, in a sentence."""

from collections.abc import Mapping

from pydantic import BaseModel

# What stands in a place, and where its names are listed.
_PLACES = {
    "query": ("query parameter", "/docs lists those there are"),
    "arguments": ("argument", "the schema of the tool lists those there are"),
}
_BODY = ("field", "/docs lists those there are")


class FieldProblem(BaseModel):
    """What is wrong with one field of a request."""

    field: str
    detail: str


def refusal(error: Mapping[str, object]) -> FieldProblem:
    """An error of pydantic, whose `loc` begins with the place (query, body, arguments), in words."""
    loc = error["loc"]
    assert isinstance(loc, tuple)  # noqa: S101 - pydantic's documented shape
    place, *inside = loc
    name = ".".join(str(part) for part in inside)
    kind, listed = _PLACES.get(str(place), _BODY)
    message = str(error["msg"]).removeprefix("Value error, ")
    match error["type"]:
        case "json_invalid":
            return FieldProblem(field="", detail="The body is not valid JSON.")
        case "missing" if not name:
            return FieldProblem(field="", detail="The request needs a JSON body.")
        case "missing":
            detail = f"The {kind} `{name}` is missing."
        case "extra_forbidden":
            detail = f"There is no {kind} `{name}`; {listed}."
        case "string_too_short":
            detail = f"The {kind} `{name}` is empty."
        case "tuple_type" | "list_type":
            detail = f"The {kind} `{name}` is not a list; give one, or leave it out."
        case _ if not name:
            return FieldProblem(field="", detail="The body is not a JSON object; send it as application/json.")
        case _:
            detail = f"The {kind} `{name}` cannot be taken: {message[:1].lower()}{message[1:]}."
    return FieldProblem(field=name, detail=detail)
