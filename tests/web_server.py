"""A web server on loopback that means well or harm, as each of its answers says."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

ARTICLE = """\
<html><head><title>Exports to Iraq rise</title>
<meta property="article:published_time" content="2020-03-20T08:00:00+03:30"></head>
<body><article><h1>Exports to Iraq rise</h1>
<p>Iran exported goods worth $1.45 billion to Iraq in 2020, a spokesman of the customs said
on Friday, and added that this was more than in any year before.</p>
<p>The two countries plan to raise it to $20 billion by 2021, said the minister in a meeting
with merchants of both countries that was held in Baghdad.</p></article></body></html>
"""

MISSING = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked."""

    target: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Client:
    """Who asked: bytes can be sent until that is over."""

    request: Request
    send: Callable[[bytes], None]
    stopping: threading.Event

    def drip(self, data: bytes) -> None:
        """Send the same bytes again and again, so slowly that it never ends."""
        while not self.stopping.wait(0.02):
            self.send(data)

    def pour(self, data: bytes) -> None:
        """Send the same bytes without end."""
        while not self.stopping.is_set():
            self.send(data)


Reply = bytes | Callable[[Client], None]


@dataclass(slots=True)
class Server:
    """What it answers, and what it was asked."""

    port: int
    replies: dict[str, Reply] = field(default_factory=dict)
    requests: list[Request] = field(default_factory=list)

    def url(self, target: str = "/") -> str:
        return f"http://127.0.0.1:{self.port}{target}"

    def serve(self, target: str, reply: Reply) -> str:
        """Answer so from now on; the address of it."""
        self.replies[target] = reply
        return self.url(target)

    def asked(self) -> list[str]:
        """What was asked for, but for robots.txt."""
        return [r.target for r in self.requests if r.target != "/robots.txt"]


def answer(
    body: str | bytes = ARTICLE, status: str = "200 OK", **headers: str
) -> bytes:
    """An answer that is right; `Content_Type` is the header Content-Type."""
    data = body.encode() if isinstance(body, str) else body
    told = {"Content-Type": "text/html; charset=utf-8", "Content-Length": len(data)}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in told.items())
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + data


def moved(to: str, status: str = "302 Found") -> bytes:
    """A redirect."""
    return answer("", status, Location=to)


def feed(*links: str) -> bytes:
    """A feed with headlines only."""
    items = "".join(f"<item><title>A</title><link>{i}</link></item>" for i in links)
    body = f'<rss version="2.0"><channel><title>N</title>{items}</channel></rss>'
    return answer(body, Content_Type="application/rss+xml")


@contextmanager
def running(secure: ssl.SSLContext | None = None) -> Iterator[Server]:
    """A server; it knows nothing, and has no robots.txt, until it is told."""
    stopping = threading.Event()

    class Handler(socketserver.StreamRequestHandler):
        def setup(self) -> None:
            if secure is not None:
                self.request = secure.wrap_socket(self.request, server_side=True)
            super().setup()

        def handle(self) -> None:
            lines = iter(lambda: self.rfile.readline().strip().decode("latin-1"), "")
            first, *others = lines
            named = (line.partition(": ") for line in others)
            target = first.split(" ")[1]
            request = Request(target, {name: value for name, _, value in named})
            server.requests.append(request)
            reply = server.replies.get(target, MISSING)
            with suppress(ConnectionError):
                if callable(reply):
                    reply(Client(request, self._send, stopping))
                else:
                    self._send(reply)

        def _send(self, data: bytes) -> None:
            self.request.sendall(data)

    class Threads(socketserver.ThreadingTCPServer):
        daemon_threads = False
        allow_reuse_address = True

        def handle_error(self, *_: object) -> None:
            """Say nothing of a client that leaves."""

    with Threads(("127.0.0.1", 0), Handler) as threads:
        server = Server(threads.server_address[1])
        listening = threading.Thread(target=threads.serve_forever, args=(0.01,))
        listening.start()
        try:
            yield server
        finally:
            stopping.set()
            threads.shutdown()
            listening.join()
