#!/usr/bin/env python3
"""The cases of the Autobahn test suite (groups 1 to 7, 9 and 10, by its numbers) against the WebSocket of a running infra/up.

Autobahn expects an echo. spanwire.v1 answers every frame of JSON with one that has the same id, so a frame padded with spaces to the
length of the case takes the place of the echo; binary frames are refused with 1003, and messages above 64 KiB with 1009, as documented.
"""
import argparse
import json
import os
import socket
import ssl
import struct
import sys
import urllib.request

CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0, 1, 2, 8, 9, 10
INSECURE = ssl.create_default_context()
INSECURE.check_hostname = False
INSECURE.verify_mode = ssl.CERT_NONE
ANSWER, SILENCE = "answer", "silence"


class Socket:
    def __init__(self, port, cookie):
        raw = socket.create_connection(("127.0.0.1", port), timeout=5)
        raw.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.socket = INSECURE.wrap_socket(raw, server_hostname="localhost")
        self.socket.sendall((f"GET /ws HTTP/1.1\r\nHost: localhost:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nCookie: {cookie}\r\n"
                             f"Origin: https://localhost:{port}\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                             "Sec-WebSocket-Protocol: spanwire.v1\r\n\r\n").encode())
        self.data = b""
        while b"\r\n\r\n" not in self.data:
            self.data += self.socket.recv(4096)
        head, self.data = self.data.split(b"\r\n\r\n", 1)
        assert b" 101 " in head, head

    def send(self, data, step=0):
        for at in range(0, len(data), step or len(data) or 1):
            self.socket.sendall(data[at:at + (step or len(data))])

    def frames(self, wait=0.5):
        """What comes until the server closes or is silent: (opcode, payload)."""
        self.socket.settimeout(wait)
        found = []
        while True:
            while len(self.data) >= 2:
                length, at = self.data[1] & 127, 2
                if length == 126:
                    length, at = struct.unpack(">H", self.data[2:4])[0], 4
                elif length == 127:
                    length, at = struct.unpack(">Q", self.data[2:10])[0], 10
                if len(self.data) < at + length:
                    break
                found.append((self.data[0] & 15, self.data[at:at + length]))
                self.data = self.data[at + length:]
                if found[-1][0] == CLOSE:
                    return found
            try:
                part = self.socket.recv(65_536)
            except (TimeoutError, OSError):
                return found
            if not part:
                return found + [(None, b"")]
            self.data += part


def frame(opcode, payload=b"", fin=True, rsv=0, length=None):
    size = len(payload) if length is None else length
    head = bytes([(128 if fin else 0) | rsv << 4 | opcode])
    if size < 126:
        head += bytes([128 | size])
    elif size < 65_536:
        head += bytes([128 | 126]) + struct.pack(">H", size)
    else:
        head += bytes([128 | 127]) + struct.pack(">Q", size)
    mask = os.urandom(4)
    return head + mask + bytes(byte ^ mask[at % 4] for at, byte in enumerate(payload))


def verb(length=0, text="none", number=7):
    data = json.dumps({"id": number, "unsubscribe": {"stream": "chat/" + text}}, ensure_ascii=False).encode()
    return data + b" " * (length - len(data))


def fragments(payload, size, between=b""):
    parts = [payload[at:at + size] for at in range(0, len(payload), size)] or [b""]
    last = len(parts) - 1
    return b"".join(frame(TEXT if at == 0 else CONTINUATION, part, at == last) + (between if at < last else b"") for at, part in enumerate(parts))


def close(code=None, reason=b""):
    return frame(CLOSE, b"" if code is None else struct.pack(">H", code) + reason)


def raw_text(data):
    """Bytes that need not be UTF-8, inside a frame that is JSON otherwise."""
    return verb(text="@").replace(b"@", data)


INVALID_UTF8 = {
    "6.3.1": b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited", "6.6.1": b"\xce", "6.6.3": b"\xce\xba\xe1", "6.6.4": b"\xce\xba\xe1\xbd",
    "6.6.6": b"\xce\xba\xe1\xbd\xb9\xcf", "6.6.8": b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce", "6.6.10": b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce",
    "6.8.1": b"\xf8\x88\x80\x80\x80", "6.8.2": b"\xfc\x84\x80\x80\x80\x80", "6.10.1": b"\xf7\xbf\xbf\xbf", "6.10.2": b"\xfb\xbf\xbf\xbf\xbf",
    "6.10.3": b"\xfd\xbf\xbf\xbf\xbf\xbf", "6.11.5": b"\xf4\x90\x80\x80", "6.12.1": b"\x80", "6.12.2": b"\xbf", "6.12.3": b"\x80\xbf",
    "6.12.4": b"\x80\xbf\x80", "6.12.5": b"\x80\xbf\x80\xbf", "6.12.6": b"\x80\xbf\x80\xbf\x80", "6.12.7": b"\x80\xbf\x80\xbf\x80\xbf",
    "6.12.8": bytes(range(0x80, 0xc0)), "6.13.1": b" ".join(bytes([each]) for each in range(0xc0, 0xe0)),
    "6.13.2": b" ".join(bytes([each]) for each in range(0xe0, 0xf0)), "6.13.3": b" ".join(bytes([each]) for each in range(0xf0, 0xf8)),
    "6.13.4": b" ".join(bytes([each]) for each in range(0xf8, 0xfc)), "6.13.5": b"\xfc \xfd ", "6.14.1": b"\xc0", "6.14.2": b"\xe0\x80",
    "6.14.3": b"\xf0\x80\x80", "6.14.4": b"\xf8\x80\x80\x80", "6.14.5": b"\xfc\x80\x80\x80\x80", "6.14.6": b"\xdf", "6.14.7": b"\xef\xbf",
    "6.14.8": b"\xf7\xbf\xbf", "6.14.9": b"\xfb\xbf\xbf\xbf", "6.14.10": b"\xfd\xbf\xbf\xbf\xbf", "6.15.1": b"\xc0\xe0\x80\xf0\x80\x80\xdf\xef\xbf",
    "6.16.1": b"\xfe", "6.16.2": b"\xff", "6.16.3": b"\xfe\xfe\xff\xff", "6.17.1": b"\xc0\xaf", "6.17.2": b"\xe0\x80\xaf", "6.17.3": b"\xf0\x80\x80\xaf",
    "6.17.4": b"\xf8\x80\x80\x80\xaf", "6.17.5": b"\xfc\x80\x80\x80\x80\xaf", "6.18.1": b"\xc1\xbf", "6.18.2": b"\xe0\x9f\xbf", "6.18.3": b"\xf0\x8f\xbf\xbf",
    "6.18.4": b"\xf8\x87\xbf\xbf\xbf", "6.18.5": b"\xfc\x83\xbf\xbf\xbf\xbf", "6.19.1": b"\xc0\x80", "6.19.2": b"\xe0\x80\x80", "6.19.3": b"\xf0\x80\x80\x80",
    "6.19.4": b"\xf8\x80\x80\x80\x80", "6.19.5": b"\xfc\x80\x80\x80\x80\x80", "6.20.1": b"\xed\xa0\x80", "6.20.2": b"\xed\xad\xbf", "6.20.3": b"\xed\xae\x80",
    "6.20.4": b"\xed\xaf\xbf", "6.20.5": b"\xed\xb0\x80", "6.20.6": b"\xed\xbe\x80", "6.20.7": b"\xed\xbf\xbf", "6.21.1": b"\xed\xa0\x80\xed\xb0\x80",
    "6.21.2": b"\xed\xa0\x80\xed\xbf\xbf", "6.21.8": b"\xed\xaf\xbf\xed\xbf\xbf",
}
VALID_UTF8 = {
    "6.2.1": "Hello-µ@ßöäüàá-UTF-8!!", "6.5.1": "κόσμε", "6.7.1": "\\u0000", "6.7.2": "\x80", "6.7.3": "\u0800", "6.7.4": "\U00010000", "6.9.1": "\x7f",
    "6.9.2": "\u07ff", "6.9.3": "\uffff", "6.9.4": "\U0010ffff", "6.11.1": "\ud7ff", "6.11.2": "\ue000", "6.11.3": "\ufffd", "6.11.4": "\U0010ffff",
    "6.22.1": "\ufffe", "6.22.2": "\uffff", "6.22.34": "\U0010fffe", "6.23.1": "\ufff9", "6.23.7": "\uffff",
}


def cases():
    """(number, bytes, octets a write or 0, what is expected): an answer, pongs, a close code or silence."""
    for at, length in enumerate((125, 126, 127, 128, 65_535, 65_536), 2):
        yield f"1.1.{at}", frame(TEXT, verb(length)), 0, ANSWER
    yield "1.1.1", frame(TEXT), 0, 4000
    yield "1.1.8", frame(TEXT, verb(65_536)), 997, ANSWER
    for at, length in enumerate((0, 125, 126, 127, 128, 65_535, 65_536), 1):
        yield f"1.2.{at}", frame(BINARY, b"\xfe" * length), 0, 1003
    yield "2.1", frame(PING), 0, [b""]
    yield "2.2", frame(PING, b"Hello, world!"), 0, [b"Hello, world!"]
    yield "2.3", frame(PING, bytes([0, 255, 254, 253, 252, 251, 0, 255])), 0, [bytes([0, 255, 254, 253, 252, 251, 0, 255])]
    yield "2.4", frame(PING, b"\xfe" * 125), 0, [b"\xfe" * 125]
    yield "2.5", frame(PING, b"\xfe" * 126), 0, 1002
    yield "2.6", frame(PING, b"\xfe" * 125), 1, [b"\xfe" * 125]
    yield "2.7", frame(PONG), 0, SILENCE
    yield "2.8", frame(PONG, b"unsolicited"), 0, SILENCE
    yield "2.9", frame(PONG, b"unsolicited") + frame(PING, b"ping"), 0, [b"ping"]
    yield "2.10", b"".join(frame(PING, b"%d" % at) for at in range(10)), 0, [b"%d" % at for at in range(10)]
    yield "2.11", b"".join(frame(PING, b"%d" % at) for at in range(10)), 1, [b"%d" % at for at in range(10)]
    for rsv in range(1, 8):
        yield f"3.{rsv}", frame(TEXT, verb(), rsv=rsv), 1 if rsv == 4 else 0, 1002
    for at, opcode in enumerate((3, 4, 5, 6, 7), 1):
        yield f"4.1.{at}", frame(opcode, verb() if at > 1 else b""), 0, 1002
    for at, opcode in enumerate((11, 12, 13, 14, 15), 1):
        yield f"4.2.{at}", frame(opcode, verb() if at > 1 else b""), 0, 1002
    yield "5.1", frame(PING, b"a", fin=False) + frame(CONTINUATION, b"b"), 0, 1002
    yield "5.2", frame(PONG, b"a", fin=False) + frame(CONTINUATION, b"b"), 0, 1002
    yield "5.3", fragments(verb(), 30), 0, ANSWER
    yield "5.5", fragments(verb(), 30), 1, ANSWER
    yield "5.6", fragments(verb(), 30, frame(PING, b"p")), 0, ANSWER
    yield "5.8", fragments(verb(), 30, frame(PING, b"p")), 1, ANSWER
    yield "5.9", frame(CONTINUATION, b"x") + frame(TEXT, verb()), 0, 1002
    yield "5.10", frame(CONTINUATION, b"x") + frame(TEXT, verb()), 0, 1002
    yield "5.12", frame(CONTINUATION, b"x", fin=False) + frame(TEXT, verb()), 0, 1002
    yield "5.14", frame(CONTINUATION, b"x", fin=False) + frame(TEXT, verb()), 1, 1002
    yield "5.15", fragments(b"a b", 1) + frame(CONTINUATION, b"c", fin=False) + frame(TEXT, verb()), 0, (4000, 1002)
    yield "5.18", frame(TEXT, b"a", fin=False) + frame(TEXT, b"b"), 0, 1002
    yield "5.19", fragments(verb(200), 50, frame(PING, b"p")), 0, ANSWER
    yield "5.20", fragments(verb(200), 50, frame(PING, b"p")), 1, ANSWER
    yield "6.1.2", frame(TEXT, b"", fin=False) + frame(CONTINUATION, b"", fin=False) + frame(CONTINUATION, verb()), 0, ANSWER
    yield "6.1.3", frame(TEXT, b"", fin=False) + frame(CONTINUATION, verb(), fin=False) + frame(CONTINUATION), 0, ANSWER
    for number, text in VALID_UTF8.items():
        yield number, frame(TEXT, verb(text=text)), 0, ANSWER
    yield "6.2.3", fragments(verb(text=VALID_UTF8["6.2.1"]), 1), 0, ANSWER
    for number, data in INVALID_UTF8.items():
        yield number, frame(TEXT, raw_text(data)), 0, 1007
    yield "6.3.2", fragments(raw_text(INVALID_UTF8["6.3.1"]), 1), 0, 1007
    yield "6.4.1", frame(TEXT, b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5", fin=False) + frame(CONTINUATION, b"\xf4\x90\x80\x80", fin=False), 0, 1007
    yield "6.4.3", frame(TEXT, b"\xce\xba\xf4\x90\x80\x80", fin=False), 0, 1007
    yield "7.1.1", frame(TEXT, verb()) + close(1000), 0, 1000
    yield "7.1.2", close(1000) + close(1000), 0, 1000
    yield "7.1.3", close(1000) + frame(PING, b"late"), 0, 1000
    yield "7.1.4", close(1000) + frame(TEXT, verb()), 0, 1000
    yield "7.1.5", frame(TEXT, b"{", fin=False) + close(1000) + frame(CONTINUATION, b"}"), 0, 1000
    yield "7.3.1", close(), 0, (None, 1000, 1005)
    yield "7.3.2", frame(CLOSE, b"a"), 0, 1002
    yield "7.3.3", close(1000), 0, 1000
    yield "7.3.4", close(1000, b"Hello World!"), 0, 1000
    yield "7.3.5", close(1000, b"*" * 123), 0, 1000
    yield "7.3.6", close(1000, b"*" * 124), 0, 1002
    yield "7.5.1", close(1000, b"\xce\xba\xe1\xbd\xb9\xcf\x83\xce\xbc\xce\xb5\xed\xa0\x80edited"), 0, 1007
    for at, code in enumerate((1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999), 1):
        yield f"7.7.{at}", close(code), 0, code
    for at, code in enumerate((0, 999, 1004, 1005, 1006, 1016, 1100, 2000, 2999), 1):
        yield f"7.9.{at}", close(code), 0, 1002
    yield "7.13.1", close(5000), 0, (1002, 5000)
    yield "9.1.1", frame(TEXT, verb(65_536)), 0, ANSWER
    yield "9.1.2", frame(TEXT, verb(262_144)), 0, 1009
    yield "9.1.6", frame(TEXT, b"", length=16 << 20), 0, 1009
    yield "9.3.1", fragments(verb(65_536), 1_024), 0, ANSWER
    yield "9.3.9", fragments(verb(262_144), 16_384), 0, 1009
    yield "9.5.1", frame(TEXT, verb(65_536)), 64, ANSWER
    yield "9.7.1", b"".join(frame(TEXT, verb(number=at)) for at in range(1, 201)), 0, 200
    yield "10.1.1", fragments(verb(65_536), 1_300), 0, ANSWER


def holds(expected, frames):
    closes = [struct.unpack(">H", data[:2])[0] if len(data) >= 2 else None for opcode, data in frames if opcode == CLOSE]
    texts = [data for opcode, data in frames if opcode == TEXT]
    if expected == ANSWER:
        return not closes and any(json.loads(text).get("id") == 7 for text in texts)
    if expected == SILENCE:
        return not frames
    if isinstance(expected, list):
        return not closes and [data for opcode, data in frames if opcode == PONG] == expected
    if expected == 200:
        return not closes and len(texts) == 200
    return len(closes) == 1 and closes[0] in (expected if isinstance(expected, tuple) else (expected,))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    request = urllib.request.Request(f"https://localhost:{options.port}/api/session", b'{"name":"Autobahn"}', {"content-type": "application/json"})
    with urllib.request.urlopen(request, context=INSECURE) as answer:
        cookie = answer.headers["set-cookie"].split(";")[0]
    total = failed = 0
    for number, data, step, expected in cases():
        tested = Socket(options.port, cookie)
        try:
            tested.send(data, step)
        except OSError:
            pass  # the server has closed already, which is looked at next
        frames = tested.frames(2 if expected == 200 else 0.5)
        good = holds(expected, frames)
        total += 1
        failed += not good
        if options.verbose or not good:
            seen = [(opcode, bytes(payload[:60])) for opcode, payload in frames[:3]]
            print(f"{'ok  ' if good else 'FAIL'} {number}: expected {str(expected)[:40]}, got {seen}")
        tested.socket.close()
    print(f"{total} cases, {failed} failed")
    sys.exit(failed != 0)


main()
