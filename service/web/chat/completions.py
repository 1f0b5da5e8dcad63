"""An answer in the shape of OpenAI's chat completions, with its sources as search engines give them."""

import datetime
from collections.abc import Iterable
from typing import Literal, NamedTuple, Self

from service.answers import Answer, Citation, Wire
from service.composing.layout import markers
from service.links import Links
from service.web.chat.requests import MODEL, ChatRequest
from service.web.chat.stops import cut


class UrlCitation(Wire):
    """A source; its marker stands in the content at `start_index:end_index`, in code points."""

    start_index: int
    end_index: int
    title: str
    url: str


class Annotation(Wire):
    """What a marker in the content stands for."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class Reply(Wire):
    """The answer as a message."""

    role: Literal["assistant"] = "assistant"
    content: str
    refusal: None = None
    annotations: tuple[Annotation, ...]


class Choice(Wire):
    """The answer; each choice is the same."""

    index: int
    message: Reply
    finish_reason: Literal["stop"] = "stop"
    logprobs: None = None


class Usage(Wire):
    """What went in and out here, counted by bge-small-en-v1.5's tokenizer: not what a drafting model used."""

    prompt_tokens: int
    completion_tokens: int
    total_tokens: int


class SearchResult(Wire):
    """The article of the citation with this place in the list, and the quote."""

    title: str
    url: str
    date: datetime.date | None
    last_updated: datetime.date | None
    source: str | None
    snippet: str


class Sources(Wire):
    """What an answer rests on: `[1]` in the content is the first of `citations` and of `search_results`."""

    citations: tuple[str, ...]
    search_results: tuple[SearchResult, ...]
    onrecord: Answer

    @classmethod
    def of(cls, answer: Answer, links: Links) -> Self:
        """The sources of an answer in order of their numbers, and the answer itself."""
        results = tuple(_result(citation, links) for citation in answer.citations)
        return cls(citations=tuple(one.url for one in results), search_results=results, onrecord=answer)


class Completion(Sources):
    """A chat completion."""

    id: str
    object: Literal["chat.completion"] = "chat.completion"
    created: int
    model: str = MODEL
    system_fingerprint: str
    choices: tuple[Choice, ...]
    usage: Usage


class Given(NamedTuple):
    """What a completion is made of beside the answer: the request, when it came (Unix time), where articles are."""

    request: ChatRequest
    created: int
    links: Links

    def content(self, answer: Answer) -> str:
        """The text of an answer as far as the request wants it."""
        return cut(answer.text, self.request.stop)

    def annotations(self, answer: Answer) -> tuple[Annotation, ...]:
        """A source for each marker in the content."""
        by_number = {citation.number: citation for citation in answer.citations}
        length = len(self.content(answer))
        marked = (one for one in markers(answer) if one[2] <= length)
        return tuple(_annotation(by_number[number], start, end, self.links) for number, start, end in marked)

    def usage(self, answer: Answer) -> Usage:
        """The tokens of the messages, and of the choices together."""
        sent = _tokens(message.content for message in self.request.messages)
        given = _tokens([self.content(answer)]) * len(self.request.choices)
        return Usage(prompt_tokens=sent, completion_tokens=given, total_tokens=sent + given)

    def completion(self, answer: Answer) -> Completion:
        """The whole in one."""
        reply = Reply(content=self.content(answer), annotations=self.annotations(answer))
        sources = Sources.of(answer, self.links)
        return Completion(
            id=completion_id(answer),
            created=self.created,
            system_fingerprint=fingerprint(answer),
            choices=tuple(Choice(index=index, message=reply) for index in self.request.choices),
            usage=self.usage(answer),
            citations=sources.citations,
            search_results=sources.search_results,
            onrecord=answer,
        )


def completion_id(answer: Answer) -> str:
    """The id of the completion that gives an answer."""
    return f"chatcmpl-{answer.id}"


def fingerprint(answer: Answer) -> str:
    """The state of the articles that answered."""
    return f"corpus-{answer.corpus_revision}"


def _annotation(citation: Citation, start: int, end: int, links: Links) -> Annotation:
    url = links.quoted(citation) or ""
    title = citation.title or citation.article_id
    return Annotation(url_citation=UrlCitation(start_index=start, end_index=end, title=title, url=url))


def _result(citation: Citation, links: Links) -> SearchResult:
    return SearchResult(
        title=citation.title or citation.article_id,
        url=links.cited(citation) or "",
        date=citation.published_at,
        last_updated=citation.modified_at,
        source=citation.publisher,
        snippet=citation.quote,
    )


def _tokens(texts: Iterable[str]) -> int:
    from indexing.weights import BGE_SMALL_EN, tokens  # loaded once the service is open, not before

    return sum(tokens(BGE_SMALL_EN, text) for text in texts)
