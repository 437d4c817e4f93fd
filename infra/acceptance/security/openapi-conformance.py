#!/usr/bin/env python3
"""Every operation of /openapi.json of a running infra/up, called with generated requests. Needs Debian's python3-jsonschema.

The checks are those of Schemathesis, which no Debian package has: no answer is a server error; its status, media type and body are as
documented; invalid data is refused with 4xx; a method that is not documented is refused; without credentials the answer is 401.
Invalid data is made from valid by one change: a missing or unknown property, another type, a value beyond a limit, a hostile string.
"""
import argparse
import json
import random
import re
import ssl
import string
import sys
import urllib.error
import urllib.parse
import urllib.request

import jsonschema

INSECURE = ssl.create_default_context()
INSECURE.check_hostname = False
INSECURE.verify_mode = ssl.CERT_NONE
UNSAFE = {"post", "put", "patch", "delete"}
SKIPPED = {("delete", "/api/session"), ("delete", "/api/sessions"), ("post", "/api/session")}  # they end or exchange the session
STRINGS = ["", " ", "\u0000", "\ud800", "a" * 10_000, "‮", "' or 1=1 --", "${jndi:ldap://127.0.0.1/a}", "../../etc/passwd", "<script>", "%00", "null",
           "💥" * 50, "\r\nX: y", "NaN", "1e400", "😀", "A\u0300"]


class Api:
    def __init__(self, port, seed):
        self.origin = f"https://localhost:{port}"
        self.random = random.Random(seed)
        self.failures = {}
        self.calls = 0
        status, headers, body = self.send("POST", "/api/session", {"content-type": "application/json"}, b'{"name":"Fuzzer"}')
        assert status == 200, (status, body)
        self.credentials = {"cookie": headers["set-cookie"].split(";")[0], "x-csrf-token": json.loads(body)["csrf"]}
        self.document = json.loads(self.send("GET", "/openapi.json", {}, None)[2])
        self.resolver = jsonschema.RefResolver.from_schema(self.document)

    def send(self, method, target, headers, body):
        request = urllib.request.Request(self.origin + target, data=body, headers=headers, method=method)
        try:
            with urllib.request.urlopen(request, context=INSECURE, timeout=30) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as refused:
            return refused.code, refused.headers, refused.read()

    def resolved(self, part):
        while isinstance(part, dict) and "$ref" in part:
            part = self.resolver.resolve(part["$ref"])[1]
        return part

    def value(self, schema):
        schema = self.resolved(schema)
        rng = self.random
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            return rng.choice(schema["enum"])
        kind = schema.get("type", "string")
        kind = kind[0] if isinstance(kind, list) else kind
        if kind == "object":
            required = schema.get("required", [])
            return {name: self.value(each) for name, each in schema.get("properties", {}).items() if name in required or rng.random() < 0.5}
        if kind == "array":
            return [self.value(schema.get("items", {})) for _ in range(rng.randint(schema.get("minItems", 0), schema.get("minItems", 0) + 2))]
        if kind in ("integer", "number"):
            low = schema.get("minimum", 0)
            return rng.randint(int(low), int(min(schema.get("maximum", low + 50), low + 50)))
        if kind == "boolean":
            return rng.random() < 0.5
        if schema.get("format") == "uuid":
            return "%08x-%04x-4%03x-8%03x-%012x" % tuple(rng.getrandbits(bits) for bits in (32, 16, 12, 12, 48))
        if schema.get("format") == "date-time":
            return "2026-01-02T03:04:05Z"
        length = rng.randint(max(1, schema.get("minLength", 1)), min(schema.get("maxLength", 20), 20))
        return "".join(rng.choice(string.ascii_lowercase + string.digits) for _ in range(length))

    def invalid(self, schema, value):
        """(what, body) for each way in which one change makes the value invalid."""
        properties = schema.get("properties", {})
        for wrong in ([], "text", 7, None, True):
            yield f"{wrong!r} in place of the object", wrong
        if schema.get("additionalProperties") is False:
            yield "unknown property", {**value, "unknown": 1}
            yield "__proto__", json.loads(json.dumps(value)[:-1] + (", " if value else "") + '"__proto__": {"a": 1}}')
        for name in schema.get("required", []):
            yield f"no {name}", {key: each for key, each in value.items() if key != name}
        for name, each in properties.items():
            each = self.resolved(each)
            for wrong in (None, [], {}, True, -1, 1.5, 10 ** 30, *STRINGS):
                changed = {**value, name: wrong}
                if not self.is_valid(schema, changed):
                    yield f"{name} {str(wrong)[:12]!r}", changed

    def is_valid(self, schema, value):
        return jsonschema.Draft202012Validator(schema, resolver=self.resolver).is_valid(value)

    def call(self, method, path, operation, parameters, body=None, valid=True, headers=None, note=""):
        target, query = path, {}
        sent = dict(self.credentials if headers is None else headers)
        for parameter in parameters:
            schema, where, name = self.resolved(parameter.get("schema", {})), parameter["in"], parameter["name"]
            if where == "path":
                value = parameter.get("sent", self.key(schema))
                target = target.replace("{" + name + "}", urllib.parse.quote(str(value), safe=""))
            elif where == "query" and ("sent" in parameter or parameter.get("required") or self.random.random() < 0.3):
                query[name] = parameter.get("sent", 1 if name == "wait" else self.value(schema))
        if query:
            target += "?" + urllib.parse.urlencode({key: str(each).lower() if isinstance(each, bool) else each for key, each in query.items()}, errors="replace")
        data = None
        if body is not None:
            data = json.dumps(body).encode()
            sent["content-type"] = "application/json"
        self.calls += 1
        status, answered, content = self.send(method.upper(), target, sent, data)
        self.check(method, path, operation, status, answered, content, valid, f"{note} {target[:100]} {(data or b'')[:80]!r}")
        return status

    def key(self, schema):
        return "fuzz-" + self.value({"type": "string", "maxLength": 6}) if schema.get("format") != "uuid" else self.value(schema)

    def check(self, method, path, operation, status, headers, content, valid, note):
        name = f"{method} {path}"
        if status >= 500 and status != 503:
            return self.fail(name, f"server error {status}", note)
        documented = operation["responses"].get(str(status))
        if documented is None:
            return self.fail(name, f"status {status} is not documented", note)
        if valid is False and status < 400:
            return self.fail(name, f"invalid data answered {status}", note)
        contents = self.resolved(documented).get("content")
        if not content:
            return None
        media = (headers.get("content-type") or "").split(";")[0]
        if contents and media not in contents:
            return self.fail(name, f"media type {media} of {status} is not documented", note)
        schema = (contents or {}).get(media, {}).get("schema")
        if schema and "json" in media:
            faults = [each.message for each in jsonschema.Draft202012Validator(schema, resolver=self.resolver).iter_errors(json.loads(content))]
            if faults:
                return self.fail(name, f"body of {status}: {faults[0][:120]}", note)
        return None

    def fail(self, name, what, note):
        self.failures.setdefault((name, re.sub(r"'.*'", "…", what)), f"{what} | {note}")

    def run(self, rounds):
        for path, item in self.document["paths"].items():
            methods = [each for each in item if each != "parameters"]
            for method in methods:
                if (method, path) not in SKIPPED:
                    self.operation(path, method, item[method], [self.resolved(each) for each in item.get("parameters", []) + item[method].get("parameters", [])], rounds)
            for method in {"get", "post", "put", "patch", "delete"} - set(methods):
                status = self.send(method.upper(), re.sub(r"\{.*?\}", "x", path), {**self.credentials, "content-type": "application/json"},
                                   b"{}" if method in UNSAFE else None)[0]
                self.calls += 1
                if status not in (404, 405):
                    self.fail(f"{method} {path}", f"undocumented method answered {status}", "")

    def operation(self, path, method, operation, parameters, rounds):
        schema = self.resolved(operation.get("requestBody", {})).get("content", {}).get("application/json", {}).get("schema")
        schema = self.resolved(schema) if schema else None
        for _ in range(rounds):
            self.call(method, path, operation, parameters, self.value(schema) if schema else None)
        if schema:
            for note, body in self.invalid(schema, self.value(schema)):
                self.call(method, path, operation, parameters, body, valid=False, note=note)
        for at, parameter in enumerate(parameters):
            if parameter["in"] in ("query", "path"):
                for wrong in STRINGS[1:]:
                    if parameter["in"] == "path" and wrong in ("../../etc/passwd", "a" * 10_000):
                        continue  # another path, or no answer but 414
                    changed = [*parameters[:at], {**parameter, "sent": wrong.encode("utf-8", "replace").decode()[:2_000]}, *parameters[at + 1:]]
                    self.call(method, path, operation, changed, self.value(schema) if schema else None, valid=None, note=parameter["name"])
        if operation.get("security", self.document.get("security")) and "401" in operation["responses"]:
            status = self.call(method, path, operation, parameters, self.value(schema) if schema else None, valid=None, headers={})
            if status not in (401, 403):
                self.fail(f"{method} {path}", f"without credentials {status}", "")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8443)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=10, help="valid requests of each operation")
    options = parser.parse_args()
    api = Api(options.port, options.seed)
    api.run(options.rounds)
    for (name, _), text in sorted(api.failures.items()):
        print(f"FAIL {name}: {text}")
    print(f"{api.calls} requests, {len(api.failures)} kinds of failure")
    sys.exit(bool(api.failures))


main()
