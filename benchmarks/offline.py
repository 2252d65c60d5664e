"""Peers are libraries for the web; here they read what they are given."""

from __future__ import annotations

import logging
import sys
from typing import Any


def stay_offline() -> None:
    """Refuse every connection and name look-up of this process from now on, and silence the logs of others."""

    def refuse(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.getaddrinfo"):
            raise ConnectionRefusedError(f"benchmarks make no connections: {event}")

    sys.addaudithook(refuse)
    logging.disable(logging.CRITICAL)
