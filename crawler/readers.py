"""Processes that read pages, for a rebuild and for a crawl that has more to read than one can."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from crawler.cli import Wrong
from crawler.collecting import collect_seldom

ALONE_UNTIL = 200  # captures; fewer are read sooner than other processes are started
# Reading is half of what a page costs a crawl: where it takes a quarter of the time, one process is soon not enough.
BUSY = 0.25
OVER = 1.0  # seconds that the share is taken over
_A_MOMENT = 0.1  # seconds
PATIENCE = 1.0  # seconds that a process is given to end by itself
READS = "crawler.reading"  # what a reader needs loaded

P = ParamSpec("P")
T = TypeVar("T")


def _begin_reader() -> None:
    """Get ready to read, and end with the process that started this one, whatever ends it."""
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    collect_seldom()
    parent = parent_process()
    assert parent is not None

    def watch() -> None:
        parent.join()
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()


class Readers:
    """Processes that read pages; this one alone until there is enough to do. Use as a context manager, or close."""

    def __init__(self, processes: int | None = None) -> None:
        self.processes = processes or len(os.sched_getaffinity(0))
        self._pool: ProcessPoolExecutor | None = None
        self._seen = 0
        self._since, self._spent = time.monotonic(), 0.0

    def count(self, captures: int) -> None:
        """Note that there are more captures to read, and start the processes where that is worth it."""
        self._seen += captures
        if self._seen > ALONE_UNTIL:
            self.begin()

    def begin(self) -> None:
        """Start the processes; they get ready by themselves while something else is done."""
        if self._pool is None and self.processes > 1:
            # One process gets ready, and the readers are made of it: modules are loaded once.
            context = get_context("forkserver")
            context.set_forkserver_preload([READS])
            self._pool = pool = ProcessPoolExecutor(self.processes, context, _begin_reader)
            # Ctrl-C is for this process; those that are started inherit that it is blocked. An end comes before or
            # after: in the middle of a start it would leave a process that complains of half an order.
            before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
            try:
                for _ in range(self.processes):  # one is started for each thing to do
                    pool.submit(os.getpid)
            except OSError:
                # They meet at a socket in the directory for temporary files, which may be full or its name too long.
                self._give_up()
            finally:
                signal.pthread_sigmask(signal.SIG_SETMASK, before)

    def call(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], T]:
        """Have something done, and return what gives its result."""
        if self._pool is None:
            return partial(function, *args, **kwargs)
        return self._pool.submit(function, *args, **kwargs).result

    def ask(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> Callable[[], Awaitable[T]]:
        """Have something done beside a running loop, and return what waits for its result.

        Here while there is little to do, and where the processes were killed, for want of memory perhaps.
        """
        task, future = partial(function, *args, **kwargs), None
        if self._pool is not None:
            try:
                future = self._pool.submit(task)
            except BrokenProcessPool:
                self._give_up()

        async def result() -> T:
            if future is not None:
                try:
                    return await asyncio.wrap_future(future)
                except BrokenProcessPool:
                    self._give_up()
            begun = time.monotonic()
            found = task()
            self._spend(time.monotonic() - begun)
            return found

        return result

    def _give_up(self) -> None:
        """Read alone from now on."""
        self.close()
        self.processes = 1

    def _spend(self, seconds: float) -> None:
        """Note the time that was spent reading here, and start the processes where it is much of all time."""
        self._spent += seconds
        passed = time.monotonic() - self._since
        if passed > OVER:
            if self._spent > BUSY * passed:
                self.begin()
            self._since, self._spent = time.monotonic(), 0.0

    def close(self) -> None:
        """Let the processes end."""
        pool, self._pool = self._pool, None
        if pool is None:
            return
        manager: Any = pool._executor_manager_thread
        queue, processes = getattr(pool, "_call_queue", None), list((pool._processes or {}).values())
        pool.shutdown(wait=False, cancel_futures=True)
        begun = time.monotonic()
        while manager is not None and manager.is_alive():
            manager.join(_A_MOMENT)
            if time.monotonic() - begun > PATIENCE:
                for process in processes:
                    process.kill()  # nobody waits for what it reads, and a long page takes its time
            ended = len(wait([process.sentinel for process in processes], 0)) == len(processes)
            if queue is not None and ended:
                # Older Pythons write on to those that were killed, before the end or while it is waited for, and wait
                # for that for ever (CPython's issue 94777): where nobody can read any more, the writing ends.
                queue._reader.close()
                queue = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
        if isinstance(error, BrokenProcessPool):
            raise Wrong("a process that reads pages was killed, for want of memory perhaps; start again", 1) from error
