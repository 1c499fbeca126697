"""SOURCE… → documents: every file in a worker process, what is known from earlier builds reused."""

from __future__ import annotations

import hashlib
import os
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from index.reading.cache import ReadingCache
from index.reading.messages import ListedMember, Members, Reading, ReadingOptions, Task
from index.reading.pool import Outcome, WorkerPool
from index.settings import ReadingLimits
from index.sources import Skipped, SourceFile, SourceLine, find_sources, read_lines, unreadable

__all__ = ["Reading", "ReadingOptions", "ReadingRequest", "read_all"]

#: Told how many more things there are to read than were known.
MoreFound = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class ReadingRequest:
    """What to read and how; ``folder`` is for the temporary files of the workers."""

    sources: tuple[Path, ...]
    limits: ReadingLimits
    folder: Path
    options: ReadingOptions = ReadingOptions()


def read_all(
    request: ReadingRequest, cache: ReadingCache | None, more_found: MoreFound
) -> Iterator[Reading]:
    """Yield a reading for everything that the SOURCEs hold, in the order in which they finish.

    Files, members of archives and lines of JSON are each read once; whatever could not be read
    is yielded with its reason. Without a ``cache`` everything is read anew.
    """
    with WorkerPool(request.limits, request.folder) as pool:
        waiting: deque[Task] = deque()
        found = _found(request, more_found)
        while True:
            while pool.has_room and (one := _next(waiting, found)) is not None:
                known = one if isinstance(one, Reading) else _known(one, cache)
                if isinstance(known, Reading):
                    yield known
                else:
                    pool.submit(known)
            if not pool.busy:
                return
            for outcome in pool.outcomes():
                yield from _take(outcome, cache, waiting, request.options, more_found)


def _next(waiting: deque[Task], found: Iterator[Task | Reading]) -> Task | Reading | None:
    """Return the next thing to read, members of an open archive first."""
    return waiting.popleft() if waiting else next(found, None)


def _found(request: ReadingRequest, more_found: MoreFound) -> Iterator[Task | Reading]:
    """Yield a task for every file and line, and a reading for what is skipped outright."""
    sources = find_sources(request.sources)
    more_found(len(sources))
    for source in sources:
        if isinstance(source, Skipped):
            yield _skipped(source)
        elif source.holds_records:
            more_found(-1)
            yield from _lines(source, request.options, more_found)
        else:
            yield Task(source.name, os.fsencode(source.path), options=request.options)


def _lines(
    file: SourceFile, options: ReadingOptions, more_found: MoreFound
) -> Iterator[Task | Reading]:
    """Yield the lines of a JSON-lines file; a file that ends early is named."""
    try:
        for line in read_lines(file):
            more_found(1)
            yield _line(line, options) if isinstance(line, SourceLine) else _skipped(line)
    except OSError as error:
        more_found(1)
        yield _skipped(unreadable(file.name, error))


def _line(line: SourceLine, options: ReadingOptions) -> Task:
    sha256 = hashlib.sha256(line.content.strip()).hexdigest()
    return Task(line.name, line=line.line, record=line.content, sha256=sha256, options=options)


def _skipped(skipped: Skipped) -> Reading:
    return Reading(skipped.name, skipped.line, reason=skipped.reason, cause=skipped.cause)


def _known(task: Task, cache: ReadingCache | None) -> Reading | Task:
    """Return what an earlier build has read, or the task with as much of it as can be used."""
    if not task.sha256:
        try:
            task = replace(task, sha256=_file_hash(Path(os.fsdecode(task.path))))
        except OSError as error:
            return _skipped(unreadable(task.name, error))
    if cache is None:
        return task
    if reading := cache.reading(task):
        return reading
    if task.record is None and (extracted := cache.extraction(task.sha256)):
        return replace(task, format=extracted[0], extraction=extracted[1])
    return task


def _file_hash(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _take(
    outcome: Outcome,
    cache: ReadingCache | None,
    waiting: deque[Task],
    options: ReadingOptions,
    more_found: MoreFound,
) -> Iterator[Reading]:
    """Turn an outcome into a reading, or an archive into the tasks of its members."""
    task, answer = outcome.task, outcome.answer
    if isinstance(answer, Members):
        more_found(len(answer.members) - 1)
        for member in answer.members:
            if member.reason is None:
                waiting.append(_member(task, member))
            else:
                yield Reading(member.name, reason=member.reason, cause=member.cause)
        return
    if cache is not None and answer.document is not None:
        cache.keep(task, answer)
    elif cache is not None and answer.cause == "refused":
        cache.forget(answer.sha256 or task.sha256)
    yield replace(answer, extraction=None)


def _member(archive: Task, member: ListedMember) -> Task:
    return replace(archive, name=member.name, position=member.position, sha256=member.sha256)
