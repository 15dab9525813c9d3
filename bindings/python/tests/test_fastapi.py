"""Web services: notifications that never hold up a request, health, metrics, under real servers."""

from __future__ import annotations

import asyncio
import time

import httpx
import pytest
from fastapi import Depends, FastAPI
from pydantic import BaseModel

import tda_stream as tda
from conftest import DEADLINE_SECONDS, RunProgram
from tda_stream.events import Event, JobCancelled
from tda_stream.fastapi import EventStream


async def until(is_so: object, what: str) -> None:
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < deadline, what
        await asyncio.sleep(0.02)


class Order(BaseModel):
    """An answer that has the payload's fields, and others."""

    job_id: str
    reason: str
    price: float


def client_of(app: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test")


async def test_endpoints_notify_publish_and_report(unique_prefix: str) -> None:
    stream = EventStream("embedded", source="api", topic_prefix=unique_prefix)
    app = FastAPI()
    app.include_router(stream.router)

    @app.post("/payload")
    @stream.notify("job.cancelled")
    async def payload(job_id: str) -> JobCancelled:
        return JobCancelled(job_id=job_id, reason="payload")

    @app.post("/model")
    @stream.notify(JobCancelled)
    def model(job_id: str) -> Order:
        return Order(job_id=job_id, reason="model", price=1.0)

    @app.post("/built")
    @stream.notify(JobCancelled, build=lambda answer: {"job_id": answer["id"], "reason": "built"})
    async def built(job_id: str) -> dict[str, str]:
        return {"id": job_id}

    @app.post("/wrong")
    @stream.notify(JobCancelled)
    async def wrong() -> dict[str, str]:
        return {"nothing": "of it"}

    depends_on_producer = Depends(stream.producer)

    @app.post("/direct")
    async def direct(producer: tda.Producer = depends_on_producer) -> str:
        receipt = await producer.publish(Event(JobCancelled(job_id="direct", reason="direct")))
        return receipt.topic

    with tda.EmbeddedBroker():
        async with client_of(app) as client:
            assert (await client.get("/ready")).status_code == 503
            async with stream.lifespan(app):
                for path in ("payload", "model", "built"):
                    answer = await client.post(f"/{path}", params={"job_id": path})
                    assert answer.status_code == 200, answer.text
                assert (await client.post("/wrong")).status_code == 200
                assert (await client.post("/direct")).json() == f"{unique_prefix}jobs"
                await until(lambda: stream.figures.published == 3, "published")
                assert stream.figures.failed == 1
                ready = await client.get("/ready")
                assert ready.status_code == 200, ready.text
                assert ready.json()["status"] == "healthy"
                page = await client.get("/metrics")
                assert "tda_kafka_messages_produced_total" in page.text
                assert page.headers["content-type"].startswith("text/plain; version=0.0.4")
        async with tda.Consumer(
            "embedded", topics=["tda_jobs"], start="beginning", topic_prefix=unique_prefix
        ) as consumer:
            reasons: set[str] = set()
            while len(reasons) < 4:
                reasons |= {each.event.data.reason for each in await consumer.batch()}
    assert reasons == {"payload", "model", "built", "direct"}


async def test_a_dead_broker_holds_up_no_request(unique_prefix: str) -> None:
    stream = EventStream("127.0.0.1:9", source="api", queue_max=5, close_timeout_seconds=0.2)
    app = FastAPI()
    app.include_router(stream.router)

    @app.post("/cancel")
    @stream.notify("job.cancelled")
    async def cancel() -> JobCancelled:
        return JobCancelled(job_id="j", reason="r")

    async with stream.lifespan(app), client_of(app) as client:
        taken = []
        for _ in range(50):
            started = time.monotonic()
            assert (await client.post("/cancel")).status_code == 200
            taken.append(time.monotonic() - started)
        assert stream.figures.queued == 5
        assert stream.figures.dropped == 45
        ready = await client.get("/ready")
        assert ready.status_code == 503
        assert (await client.get("/health")).status_code == 200
    print(f"slowest request without a broker: {1000 * max(taken):.1f} ms")
    assert max(taken) < 2.0
    assert stream.figures.dropped == 50


async def test_notifications_wait_for_a_broker_that_comes_back(unique_prefix: str) -> None:
    with tda.EmbeddedBroker() as broker:
        stream = EventStream("embedded", source="api", topic_prefix=unique_prefix)
        async with stream.lifespan():
            stream.publish_later(Event(JobCancelled(job_id="before", reason="r")))
            await until(lambda: stream.figures.published == 1, "the first")
            broker.set_down(True)
            for number in range(10):
                stream.publish_later(Event(JobCancelled(job_id=f"j{number}", reason="r")))
            await asyncio.sleep(0.5)
            assert stream.figures.published == 1
            broker.set_down(False)
            await until(lambda: stream.figures.published == 11, str(stream.figures))


APPLICATION = """
import os
from fastapi import FastAPI
from tda_stream.events import JobCancelled
from tda_stream.fastapi import EventStream

stream = EventStream(os.environ["BROKER"], source="api")
app = FastAPI(lifespan=stream.lifespan)
app.include_router(stream.router)
loaded_in = os.getpid()

@app.post("/cancel/{number}")
@stream.notify("job.cancelled")
async def cancel(number: int) -> JobCancelled:
    return JobCancelled(job_id=f"job-{number}", reason=f"{os.getpid()} {loaded_in}")
"""

SERVE = """
import asyncio, collections, os, signal, socket, subprocess, sys, time
import httpx
import tda_stream as tda

with socket.socket() as free:
    free.bind(("127.0.0.1", 0))
    port = free.getsockname()[1]
broker = tda.EmbeddedBroker()
environment = os.environ | {"BROKER": broker.bootstrap_servers}
command = [part.replace("PORT", str(port)) for part in sys.argv[1:]]

async def main():
    async with tda.Producer("embedded"):
        pass
    server = subprocess.Popen([sys.executable, "-m", *command], env=environment)
    try:
        limits = httpx.Limits(max_keepalive_connections=0)
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", limits=limits, timeout=30) as client:
            for _ in range(300):
                try:
                    if (await client.get("/ready")).status_code == 200:
                        break
                except httpx.TransportError:
                    pass
                await asyncio.sleep(0.1)
            for number in range(60):
                (await client.post(f"/cancel/{number}")).raise_for_status()
            server.send_signal(signal.SIGTERM)
            ended = await asyncio.to_thread(server.wait, 30)
    finally:
        if server.poll() is None:
            server.kill()
    seen = {}
    async with tda.Consumer("embedded", topics=["tda_jobs"], start="beginning") as consumer:
        deadline = time.monotonic() + 20
        while len(seen) < 60 and time.monotonic() < deadline:
            for each in await consumer.batch():
                seen[each.event.data.job_id] = each.event.data.reason
    workers = {reason.split()[0] for reason in seen.values()}
    loaders = {reason.split()[1] for reason in seen.values()}
    print("events", len(seen), "workers", len(workers), "shared", loaders.isdisjoint(workers), "exit", ended)

asyncio.run(main())
"""


@pytest.mark.parametrize(
    ("command", "workers", "preloaded"),
    [
        ("uvicorn application:app --port PORT --log-level warning", 1, False),
        ("uvicorn application:app --port PORT --log-level warning --workers 2", 2, False),
        (
            "gunicorn application:app --bind 127.0.0.1:PORT --preload --workers 2 --log-level warning"
            " --worker-class uvicorn.workers.UvicornWorker",
            2,
            True,
        ),
    ],
    ids=["uvicorn", "uvicorn with two workers", "gunicorn with preload"],
)
def test_under_a_real_server(
    run_program: RunProgram,
    tmp_path: object,
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    workers: int,
    preloaded: bool,
) -> None:
    (tmp_path / "application.py").write_text(APPLICATION)  # type: ignore[operator]
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    printed = run_program(SERVE, *command.split()).stdout.split()
    told = dict(zip(printed[::2], printed[1::2], strict=True))
    # Nothing was lost at the end, each worker had a producer of its own.
    assert told["events"] == "60", told
    assert 1 <= int(told["workers"]) <= workers, told
    assert told["shared"] == str(preloaded), told
    assert told["exit"] in ("0", "-15"), told
