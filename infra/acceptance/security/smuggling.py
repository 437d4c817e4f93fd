#!/usr/bin/env python3
"""Requests whose end is a matter of opinion, sent raw to a running infra/up.

Each case must be refused with 400 (or another 4xx) and the connection closed, so that what follows is never taken as a request; the
last cases are honest and must be answered twice.
"""
import argparse
import socket
import ssl
import sys

HEAD = "POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
SMUGGLED = "GET /problems/smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n"

REFUSED = {
    "CL.TE": HEAD + f"Content-Length: {5 + len(SMUGGLED)}\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE.CL": HEAD + "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n2\r\n{}\r\n0\r\n\r\n" + SMUGGLED,
    "two lengths": HEAD + "Content-Length: 2\r\nContent-Length: 0\r\n\r\n{}" + SMUGGLED,
    "list of lengths": HEAD + "Content-Length: 2, 0\r\n\r\n{}" + SMUGGLED,
    "signed length": HEAD + "Content-Length: +2\r\n\r\n{}" + SMUGGLED,
    "negative length": HEAD + "Content-Length: -1\r\n\r\n" + SMUGGLED,
    "hexadecimal length": HEAD + "Content-Length: 0x2\r\n\r\n{}" + SMUGGLED,
    "huge length": HEAD + "Content-Length: 99999999999999999999\r\n\r\n{}" + SMUGGLED,
    "empty length": HEAD + "Content-Length: \r\n\r\n" + SMUGGLED,
    "space before colon": HEAD + "Content-Length : 2\r\n\r\n{}" + SMUGGLED,
    "TE space before colon": HEAD + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE unknown": HEAD + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE chunked then identity": HEAD + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE identity": HEAD + "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE twice": HEAD + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE vertical tab": HEAD + "Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE quoted": HEAD + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE folded": HEAD + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "TE of HTTP/1.0": HEAD.replace("1.1", "1.0") + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + SMUGGLED,
    "header name with NUL": HEAD + "X\x00Y: 1\r\nContent-Length: 2\r\n\r\n{}" + SMUGGLED,
    "header value with NUL": HEAD + "X: a\x00b\r\nContent-Length: 2\r\n\r\n{}" + SMUGGLED,
    "header without colon": HEAD + "Content-Length 2\r\n\r\n" + SMUGGLED,
    "header without name": HEAD + ": 2\r\n\r\n" + SMUGGLED,
    "bare CR in header": HEAD + "X: a\rContent-Length: 2\r\n\r\n{}" + SMUGGLED,
    "chunk size signed": HEAD + "Transfer-Encoding: chunked\r\n\r\n-1\r\n{}\r\n0\r\n\r\n" + SMUGGLED,
    "chunk size 0x": HEAD + "Transfer-Encoding: chunked\r\n\r\n0x2\r\n{}\r\n0\r\n\r\n" + SMUGGLED,
    "chunk size too large": HEAD + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff2\r\n{}\r\n0\r\n\r\n" + SMUGGLED,
    "chunk size empty": HEAD + "Transfer-Encoding: chunked\r\n\r\n\r\n{}\r\n0\r\n\r\n" + SMUGGLED,
    "chunk longer than its size": HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n{}\r\n0\r\n\r\n" + SMUGGLED,
    "two hosts": "GET / HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n" + SMUGGLED,
    "no host": "GET / HTTP/1.1\r\n\r\n" + SMUGGLED,
    "first header indented": "GET / HTTP/1.1\r\n Host: localhost\r\n\r\n" + SMUGGLED,
    "bad version": "GET / HTTP/1.9x\r\nHost: localhost\r\n\r\n" + SMUGGLED,
    "HTTP/2.0 as text": "GET / HTTP/2.0\r\nHost: localhost\r\n\r\n" + SMUGGLED,
    "space in target": "GET /a b HTTP/1.1\r\nHost: localhost\r\n\r\n" + SMUGGLED,
    "body of a GET as request": "GET /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\nContent-Length: 30\r\n\r\n" + SMUGGLED,
}
INVALID = {"host with path": "GET / HTTP/1.1\r\nHost: localhost/evil\r\n\r\n" + SMUGGLED}  # its end is certain
CHUNK = HEAD + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
HONEST = {
    "length": HEAD + "Content-Length: 2\r\n\r\n{}" + SMUGGLED,
    "chunks": CHUNK + SMUGGLED,
    "chunk extension": CHUNK.replace("2\r\n{}", "2;a=b\r\n{}") + SMUGGLED,
    "trailer": CHUNK.replace("0\r\n\r\n", "0\r\nX: y\r\n\r\n") + SMUGGLED,
}


def answers(port, text):
    """The statuses of all answers until the server closes, or stays silent for a second; and whether it closed."""
    context = ssl.create_default_context()
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    raw = socket.create_connection(("127.0.0.1", port), timeout=5)
    data = b""
    with context.wrap_socket(raw, server_hostname="localhost") as connection:
        connection.sendall(text.encode("latin-1"))
        connection.settimeout(1)
        try:
            while part := connection.recv(65_536):
                data += part
            closed = True
        except TimeoutError:
            closed = False
        except OSError:
            closed = True
    return [int(each[:3]) for each in data.decode("latin-1").split("HTTP/1.1 ")[1:]], closed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8443)
    port = parser.parse_args().port
    failed = 0
    for name, text in REFUSED.items():
        statuses, closed = answers(port, text)
        good = closed and len(statuses) <= 1 and all(400 <= status < 500 or status in (501, 505) for status in statuses)
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {name}: {statuses}{', closed' if closed else ', left open'}")
    for name, text in {**INVALID, **HONEST}.items():
        statuses, _ = answers(port, text)
        good = len(statuses) == 2 and (name in HONEST or statuses[0] == 400)
        failed += not good
        print(f"{'ok  ' if good else 'FAIL'} {name}: {statuses}")
    print(f"{len(REFUSED) + len(INVALID) + len(HONEST)} cases, {failed} failed")
    sys.exit(failed != 0)


main()
