"""The client of schema registries, without a server and against one that is told what to say."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tda_stream.errors import ConfigError, InvalidInputError, NotFoundError, SchemaError, TdaError
from tda_stream.registry import Reference, Registry, Schema

JOBS = "tda_jobs-tda.events.v1.JobSubmitted"
SCHEMA = Schema('{"type": "record", "name": "Job", "fields": []}')


def test_the_schemas_of_this_build_need_no_server() -> None:
    registry = Registry("offline")
    assert JOBS in registry.subjects()
    assert registry.subject("tda_jobs", "tda.events.v1.JobSubmitted") == JOBS
    newest = registry.version(JOBS)
    assert newest.version == registry.versions(JOBS)[-1]
    assert newest.id is None
    assert registry.lookup(JOBS, newest.schema) == newest
    assert registry.check(JOBS, newest.schema).is_compatible
    refused = registry.check(JOBS, Schema(newest.schema.text.replace('"job_id"', '"job_identity"')))
    assert not refused.is_compatible
    assert refused.messages
    with pytest.raises(NotFoundError):
        registry.version("nowhere")
    with pytest.raises(ConfigError):
        registry.register(JOBS, newest.schema)


class _Handler(BaseHTTPRequestHandler):
    def answer(self) -> None:
        size = int(self.headers.get("content-length", 0))
        body = json.loads(self.rfile.read(size) or b"null")
        status, reply = self.reply(body)
        text = json.dumps(reply).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def reply(self, body: object) -> tuple[int, object]:
        if self.path == "/subjects/s/versions" and self.command == "POST":
            assert isinstance(body, dict)
            if "references" in body:
                return 409, {"error_code": 409, "message": "incompatible"}
            return 200, {"id": 7}
        if self.path == "/schemas/ids/7":
            used = {"name": "n", "subject": "s", "version": 2}
            return 200, {"schema": "text", "schemaType": "JSON", "references": [used]}
        if self.path == "/config/s":
            return 200, {"compatibilityLevel": "FULL"}
        return 404, {"error_code": 40401, "message": "no such subject"}

    def log_message(self, *_: object) -> None:
        pass

    do_GET = do_POST = do_PUT = do_DELETE = answer  # noqa: N815


@pytest.fixture
def registry() -> Iterator[Registry]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield Registry(f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()


def test_schemas_are_registered_and_found(registry: Registry) -> None:
    assert registry.register("s", SCHEMA) == 7
    assert registry.schema(7) == Schema("text", "JSON", (Reference("n", "s", 2),))
    assert registry.level("s") == "FULL"
    with pytest.raises(SchemaError):
        registry.register("s", SCHEMA._replace(references=(Reference("n", "t", 1),)))
    with pytest.raises(NotFoundError):
        registry.versions("nowhere")
    with pytest.raises(InvalidInputError):
        registry.set_level("SIDEWAYS", "s")  # type: ignore[arg-type]


def test_settings_are_checked() -> None:
    with pytest.raises(ConfigError):
        Registry("nowhere")
    with pytest.raises(TdaError):
        Registry("http://127.0.0.1:1", user="u")
