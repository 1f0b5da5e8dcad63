"""Articles taken in and out over HTTP. The door lets only admin keys through to these routes."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC
from typing import Annotated

from fastapi import APIRouter, Query, Response

from indexing.catalog.staging import Staging
from indexing.catalog.submissions import Fate, Removal, Submission
from indexing.sync.erasure import erase
from service.answers import Wire
from service.archive.erasing import Stored
from service.errors import OperationNotFound
from service.web.erased import Erased
from service.web.etags import Asked, Conditions, tag
from service.web.health import Ready, Service
from service.web.submitted import ArticleBody, BatchBody, OperationStatus, Receipt, Written

routes = APIRouter(prefix="/v1", tags=["articles"])

# How long a request waits until its article answers, and how many wait at a time: threads that wait answer nobody.
WAIT_SECONDS = 20.0
_WAITING = threading.BoundedSemaphore(8)
_NOT_YET = {202: {"model": Written, "description": "On disk; indexed soon"}}
_UNMET = {412: {"description": "Another version is there than If-Match or If-None-Match ask for"}}


class DeleteQuery(Wire):
    """Whether every trace goes, or only what answers."""

    erase: bool = False


@routes.put(
    "/articles/{article_id:path}",
    summary="Put an article",
    responses={201: {"model": Written, "description": "New"}, **_NOT_YET, **_UNMET},
)
def put(article_id: str, body: ArticleBody, service: Ready, asked: Conditions, reply: Response) -> Written:
    """Take an article in, new or corrected; the same again changes nothing. It is cleaned as files are.

    Answers when the article does: 201 where it is new, else 200. Where that takes long, 202: it is on disk then.
    """
    before = Staging(service.corpus.catalog.database).known(article_id)
    submission = _waited(service, service.intake.submit([body.read(article_id)], asked.refuse_unmet))
    (item,), (fate,) = submission.items, submission.fates
    reply.status_code = 202 if fate is Fate.WAITING else 200 if before and before.live else 201
    version = item.version or ""
    reply.headers["ETag"] = tag(version)
    return Written(id=article_id, version=version, status=fate, operation=submission.id)


@routes.delete("/articles/{article_id:path}", summary="Remove an article", responses={**_UNMET})
def delete(
    article_id: str, query: Annotated[DeleteQuery, Query()], service: Ready, asked: Conditions
) -> Receipt | Erased:
    """Take an article out. From the next request on it answers nothing; its texts are erased. Again does no harm.

    With `erase`, every trace goes, also in stored answers, and the receipt proves it. That takes as long as
    `onrecord compact`; it goes on where who asked has left.
    """
    if query.erase:
        return _erased(article_id, service, asked)
    submission = service.intake.submit([Removal(article_id)], asked.refuse_unmet)
    return Receipt(
        id=article_id,
        removed=submission.fates == (Fate.REMOVED,),
        revision=service.corpus.catalog.revision,
        at=submission.at.replace(tzinfo=UTC),
    )


@routes.post("/articles/batch", summary="Put and remove many articles", status_code=202)
def batch(body: BatchBody, service: Ready, reply: Response) -> OperationStatus:
    """Many changes, made in their order; what is removed answers nothing any more when this returns.

    What is put is on disk then, and indexed soon: `GET /v1/operations/{id}` says how far that is. An article that
    cannot be taken is said so, and the others go on.
    """
    submission = service.intake.submit([change.submitted() for change in body.changes])
    reply.headers["Location"] = f"/v1/operations/{submission.id}"
    return OperationStatus.of(submission, service.intake.trouble)


@routes.get("/operations/{operation_id}", summary="How far an operation is")
def operation(operation_id: str, service: Ready, reply: Response) -> OperationStatus:
    """What has become of what was handed in, as it stands now. Kept for seven days."""
    submission = service.intake.find(operation_id)
    if submission is None:
        raise OperationNotFound(f"No operation has the id {operation_id}; they are kept for seven days.")
    if submission.waiting:
        reply.headers["Retry-After"] = "1"
    return OperationStatus.of(submission, service.intake.trouble)


def _erased(article_id: str, service: Service, asked: Asked) -> Erased:
    service.corpus.refuse_writing()
    asked.refuse_unmet(Staging(service.corpus.catalog.database).known(article_id))
    return Erased.of(erase(service.corpus, [article_id], Stored.of(service.archive), lambda _: None))


def _waited(service: Service, submission: Submission) -> Submission:
    with _place() as free:
        return service.intake.settled(submission, WAIT_SECONDS) if free else submission


@contextmanager
def _place() -> Generator[bool]:
    free = _WAITING.acquire(blocking=False)
    try:
        yield free
    finally:
        if free:
            _WAITING.release()
