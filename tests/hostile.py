"""Servers that misbehave on the wire, and crawls of them with settings that a command does not offer."""

from __future__ import annotations

import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

ROOT = Path(__file__).parents[1]
TEXT = "党建引领发展，群众得到实惠，干部下到一线。" * 4

_RUN = """
import json, re, resource, sys
from pathlib import Path
sys.path[:0] = json.loads(sys.argv[4])
from crawler.commands.crawl_command import line_of, project_settings, run
delay, changes = float(sys.argv[3]), json.loads(sys.argv[5])
settings = project_settings(Path(sys.argv[1]), delay=delay, concurrency=1, **changes)
wanted = [tuple(pair) for pair in json.loads(sys.argv[2])]
reports = run(settings, wanted)
# Of this program alone: what getrusage says counts the memory of the process it was forked from.
status = Path("/proc/self/status")
found = re.search(r"VmHWM:\\s+(\\d+)", status.read_text()) if status.exists() else None
memory = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"reports": reports, "lines": [line_of(r) for r in reports], "kilobytes": memory}))
"""


@dataclass(frozen=True)
class Crawled:
    """What a crawl reported: a report and a line a portal, the most memory it took."""

    reports: list[dict[str, Any]]
    lines: list[str]
    kilobytes: int
    err: str

    @property
    def why(self) -> dict[str, str]:
        """Why pages failed, by path."""
        failures = [failure for report in self.reports for failure in report["failures"]]
        return {"/" + failure["url"].split("/", 3)[3]: failure["why"] for failure in failures}


def crawl_with(
    archive: Path,
    *urls: str,
    delay: float = 0,
    path: tuple[str, ...] = (),
    env: Mapping[str, str] | None = None,
    timeout: float = 60,
    **settings: Any,
) -> Crawled:
    """Crawl addresses or portals by name in a process of their own, as the command does, with other settings."""
    wanted = [("address", {"url": url}) if "://" in url else (url, {}) for url in urls]
    arguments = [str(archive), json.dumps(wanted), str(delay), json.dumps([str(ROOT), *path]), json.dumps(settings)]
    done = subprocess.run(
        [sys.executable, "-c", _RUN, *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        env={**os.environ, **(env or {})},
        cwd="/",
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr, done.stderr
    said = json.loads(done.stdout.splitlines()[-1])
    return Crawled(said["reports"], said["lines"], said["kilobytes"], done.stderr)


class NameServer:
    """A name server on loopback that knows `names`, a host's IPv4 address each."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._names = names
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                query, asker = self._socket.recvfrom(512)
            except OSError:
                return
            labels, at = [], 12
            while size := query[at]:
                labels.append(query[at + 1 : at + 1 + size].decode())
                at += 1 + size
            question = query[12 : at + 5]
            name = ".".join(labels).lower()
            # Twisted asks for the address of an address too.
            known = self._names.get(name, name if name.replace(".", "").isdigit() else None)
            address = known if query[at + 2] in (1, 255) else None
            answer = b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + socket.inet_aton(address) if address else b""
            flags = b"\x81\x80" if address else b"\x81\x83"
            self._socket.sendto(query[:2] + flags + b"\0\1\0%c\0\0\0\0" % bool(address) + question + answer, asker)


class NameServerResolver:
    """Has Scrapy ask the name server at `NAME_SERVER_PORT` of its settings (DNS_RESOLVER)."""

    def __init__(self, reactor: Any, port: int) -> None:
        self._reactor, self._port = reactor, port

    @classmethod
    def from_crawler(cls, crawler: Any, reactor: Any) -> Self:
        """Make one, as Scrapy wants it."""
        return cls(reactor, crawler.settings.getint("NAME_SERVER_PORT"))

    def install_on_reactor(self) -> None:
        """Answer for the reactor."""
        from twisted.names.client import Resolver

        self._reactor.installResolver(Resolver(servers=[("127.0.0.1", self._port)], timeout=(1, 1)))


class Raw:
    """A server that sends what it likes: `answer(connection, path)` writes bytes, and returning closes."""

    def __init__(self, answer: Callable[[socket.socket, str], None], wrap: Any = None) -> None:
        self._answer, self._wrap = answer, wrap
        self.asked: list[tuple[str, float]] = []
        self.connections = 0
        self._socket = socket.create_server(("127.0.0.1", 0), backlog=100)
        self.port = self._socket.getsockname()[1]
        self.url = f"{'https' if wrap else 'http'}://127.0.0.1:{self.port}/"

    @property
    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.asked]

    def __enter__(self) -> Self:
        threading.Thread(target=self._serve, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._one, args=(connection,), daemon=True).start()

    def _one(self, connection: socket.socket) -> None:
        try:
            if self._wrap is not None:
                connection = self._wrap(connection)
            with connection:
                request = b""
                while b"\r\n\r\n" not in request:
                    if not (piece := connection.recv(65536)):
                        return
                    request += piece
                path = request.split(b" ")[1].decode()
                self.asked.append((path, time.monotonic()))
                self._answer(connection, path)
        except OSError:
            return


def head(status: str = "200 OK", **headers: str | int) -> bytes:
    """Return the head of an answer; `Content_Type` is Content-Type, which is HTML unless it is given."""
    lines = {"Content_Type": "text/html; charset=utf-8", "Connection": "close"} | headers
    text = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items() if value != "")
    return f"HTTP/1.1 {status}\r\n{text}\r\n".encode()


class Authority:
    """Makes certificates, good and bad ones, in a folder; `file` is what a client must trust."""

    def __init__(self, folder: Path) -> None:
        self._folder, self._serial = folder, 0
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test Authority")])
        self._certificate = self._signed(self._name, self._key, self._name, self._key, None, 30)
        self.file = folder / "authority.pem"
        self.file.write_bytes(self._certificate.public_bytes(Encoding.PEM))

    def _signed(self, name: Any, key: Any, issuer: Any, issuer_key: Any, address: str | None, days: int) -> Any:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(issuer)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=60))
            .not_valid_after(now + timedelta(days=days))
            .add_extension(x509.BasicConstraints(ca=key is issuer_key, path_length=None), critical=True)
        )
        if address is not None:
            names = x509.SubjectAlternativeName([x509.IPAddress(ip_address(address))])
            builder = builder.add_extension(names, critical=False)
        return builder.sign(issuer_key, hashes.SHA256())

    def wrap(self, address: str | None, *, days: int = 30, self_signed: bool = False) -> Any:
        """Return what makes TLS of a server's connection, with a certificate for `address` good for `days` more.

        None for one without any name.
        """
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "试验网")])
        issuer, issuer_key = (name, key) if self_signed else (self._name, self._key)
        certificate = self._signed(name, key, issuer, issuer_key, address, days)
        self._serial += 1
        file = self._folder / f"server-{self._serial}.pem"
        secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file.write_bytes(secret + certificate.public_bytes(Encoding.PEM))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        return lambda connection: context.wrap_socket(connection, server_side=True)
