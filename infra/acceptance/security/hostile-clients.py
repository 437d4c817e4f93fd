#!/usr/bin/env python3
"""Measures what honest clients notice of hostile ones.

Usage: hostile-clients.py [--port 8443] [--clients 300] [--seconds 30]

Needs a running `infra/up` with the chat sample, and Linux: each kind of hostile client has a loopback address of its own, as strangers
have on a network, and honest clients have 127.0.0.1. Prints the latency of honest commands before, during and after the attack.
"""
import argparse
import asyncio
import http.client
import json
import multiprocessing
import ssl
import statistics
import sys
import threading
import time
import uuid

HONEST = 4
PAUSE = 0.05

CONTEXT = ssl.create_default_context()
CONTEXT.check_hostname = False
CONTEXT.verify_mode = ssl.CERT_NONE
CONTEXT.set_alpn_protocols(["http/1.1"])

HEAD = b"GET /api/session HTTP/1.1\r\nHost: localhost\r\n"
DOCUMENT = b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n"
POST = b"POST /api/session HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"


class Honest(threading.Thread):
    """Posts to its own room, one command after the other, and notes each latency by phase."""

    def __init__(self, port, phase, latencies, failures):
        super().__init__(daemon=True)
        self.port, self.phase, self.latencies, self.failures = port, phase, latencies, failures
        self.stopped = False

    def run(self):
        connection = http.client.HTTPSConnection("127.0.0.1", self.port, context=CONTEXT, timeout=30)
        origin = {"Content-Type": "application/json", "Host": "localhost:%d" % self.port}
        connection.request("POST", "/api/session", json.dumps({"name": "Ann"}), origin)
        reply = connection.getresponse()
        session = json.loads(reply.read())
        cookie = reply.getheader("set-cookie").split(";")[0]
        headers = {**origin, "Cookie": cookie, "X-CSRF-Token": session["csrf"]}
        path = "/api/streams/chat/%s/post-message" % uuid.uuid4()
        while not self.stopped:
            phase, began = self.phase[0], time.perf_counter()
            try:
                connection.request("POST", path, '{"text":"hello"}', headers)
                reply = connection.getresponse()
                reply.read()
                if reply.status != 200:
                    self.failures.append((phase, reply.status))
            except (OSError, http.client.HTTPException) as failure:
                self.failures.append((phase, repr(failure)))
                connection.close()
            self.latencies[phase].append(time.perf_counter() - began)
            time.sleep(PAUSE)


async def connect(port, source, secure=True):
    return await asyncio.open_connection(
        "127.0.0.1", port, local_addr=(source, 0), ssl=CONTEXT if secure else None, limit=1 << 16)


async def silent(port, source):
    reader, writer = await connect(port, source, secure=False)
    await reader.read()
    writer.close()


async def handshake(port, source):
    reader, writer = await connect(port, source)
    writer.close()


async def drip_head(port, source):
    reader, writer = await connect(port, source)
    while not reader.at_eof():
        writer.write(b"X")
        await writer.drain()
        await asyncio.sleep(1)


async def drip_body(port, source):
    reader, writer = await connect(port, source)
    writer.write(POST + b"Content-Length: 1000\r\n\r\n")
    while not reader.at_eof():
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(1)


async def never_read(port, source):
    reader, writer = await connect(port, source)
    writer.transport.pause_reading()
    while True:
        writer.write(DOCUMENT * 50)
        await writer.drain()
        await asyncio.sleep(0.1)


async def flood(port, source):
    reader, writer = await connect(port, source)
    while not reader.at_eof():
        writer.write((HEAD + b"\r\n") * 20)
        await writer.drain()
        await reader.read(1 << 16)


async def malformed(port, source):
    reader, writer = await connect(port, source)
    writer.write(POST + b"Transfer-Encoding: gzip\r\n\r\nnonsense\r\n")
    await reader.read()
    writer.close()


KINDS = [silent, handshake, drip_head, drip_body, never_read, flood, malformed]


async def repeat(kind, port, source, until, counts):
    while time.monotonic() < until:
        try:
            await asyncio.wait_for(kind(port, source), until - time.monotonic())
            counts[kind.__name__][0] += 1
        except asyncio.TimeoutError:
            return
        except (OSError, ssl.SSLError, asyncio.IncompleteReadError):
            counts[kind.__name__][1] += 1
            await asyncio.sleep(0.05)


def attack(port, clients, seconds, results):
    """Runs in a process of its own, so that it does not delay the honest clients itself."""
    results.put(asyncio.run(attackers(port, clients, seconds)))


async def attackers(port, clients, seconds):
    counts = {kind.__name__: [0, 0] for kind in KINDS}
    until = time.monotonic() + seconds
    await asyncio.gather(*(
        repeat(KINDS[i % len(KINDS)], port, "127.0.1.%d" % (1 + i % len(KINDS)), until, counts)
        for i in range(clients)))
    return counts


def report(phase, latencies):
    millis = sorted(1000 * each for each in latencies) or [float("nan")]
    print("%-7s %6d commands  p50 %6.1f ms  p99 %6.1f ms  max %7.1f ms" % (
        phase, len(latencies), statistics.median(millis), millis[int(0.99 * (len(millis) - 1))], millis[-1]))


def main():
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--port", type=int, default=8443)
    options.add_argument("--clients", type=int, default=300)
    options.add_argument("--seconds", type=int, default=30)
    given = options.parse_args()
    phase, latencies, failures = ["before"], {"warm-up": [], "before": [], "during": [], "after": []}, []
    phase[0] = "warm-up"
    honest = [Honest(given.port, phase, latencies, failures) for _ in range(HONEST)]
    for each in honest:
        each.start()
    time.sleep(given.seconds / 2)
    phase[0] = "before"
    time.sleep(given.seconds / 2)
    phase[0] = "during"
    results = multiprocessing.Queue()
    multiprocessing.Process(
        target=attack, args=(given.port, given.clients, given.seconds, results), daemon=True).start()
    time.sleep(given.seconds)
    counts = results.get(timeout=60)
    phase[0] = "after"
    time.sleep(given.seconds / 2)
    for each in honest:
        each.stopped = True
    for name in ("before", "during", "after"):
        report(name, latencies[name])
    for kind, (ended, refused) in counts.items():
        print("hostile %-10s ended %6d  refused or cut %6d" % (kind, ended, refused))
    print("failed honest commands: %d %s" % (len(failures), failures[:5]))
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
