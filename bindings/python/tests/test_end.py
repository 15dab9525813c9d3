"""Processes that end, fork or are interrupted while records are under way: each in a process of its own."""

from __future__ import annotations

import pytest

from conftest import RunProgram

HEAD = """
import asyncio, os, signal, sys, threading, time
import tda_stream as tda
from tda_stream.events import Event, JobCancelled

def cancelled(number=0):
    return Event(JobCancelled(job_id=f"job-{number}", reason=""), source="test")
"""


@pytest.mark.parametrize("exit_call", ["pass", "sys.exit(0)", "raise SystemExit(0)"])
def test_exit_in_mid_delivery(run_program: RunProgram, exit_call: str) -> None:
    for _ in range(3):
        run_program(f"""{HEAD}
loop = asyncio.new_event_loop()
producer = tda.Producer("embedded")

async def main():
    await producer.connect()
    for number in range(3000):
        await producer.enqueue(cancelled(number))

# The loop is left, not closed, while thousands of deliveries arrive.
loop.run_until_complete(main())
import warnings
warnings.simplefilter("ignore")
{exit_call}
""")


def test_what_is_queued_at_exit_is_sent(run_program: RunProgram) -> None:
    printed = run_program(f"""{HEAD}
if len(sys.argv) > 1:
    async def main():
        producer = tda.Producer(sys.argv[1], linger_seconds=1.0)
        for number in range(200):
            await producer.enqueue(cancelled(number))
        global kept
        kept = producer

    asyncio.run(main())
    sys.exit(0)

import subprocess

async def count():
    async with tda.Consumer("embedded", group="g", topics=["tda_jobs"]) as consumer:
        seen = 0
        async for _ in consumer:
            seen += 1
            if seen == 200:
                return seen

with tda.EmbeddedBroker() as broker:
    async def prepare():
        async with tda.Producer("embedded"):
            pass
    asyncio.run(prepare())
    subprocess.run([sys.executable, __file__, broker.bootstrap_servers], check=True)
    print(asyncio.run(asyncio.wait_for(count(), 30)))
""").stdout
    assert printed.split() == ["200"]


def test_a_dead_broker_does_not_hold_up_the_exit(run_program: RunProgram) -> None:
    printed = run_program(f"""{HEAD}
async def main():
    producer = tda.Producer("127.0.0.1:9", connect_timeout_seconds=30)
    connecting = asyncio.create_task(producer.connect())
    await asyncio.sleep(0.2)
    connecting.cancel()

started = time.monotonic()
asyncio.run(main())
print(time.monotonic() - started)
""").stdout
    assert float(printed) < 10.0


def test_a_broker_that_died_does_not_hold_up_the_exit(run_program: RunProgram) -> None:
    printed = run_program(f"""{HEAD}
import subprocess
if len(sys.argv) > 1:
    broker = tda.EmbeddedBroker()
    prepared = tda.Producer("embedded")
    asyncio.run(prepared.connect())
    print(broker.bootstrap_servers, flush=True)
    time.sleep(30)
    sys.exit(0)
broker = subprocess.Popen([sys.executable, "-W", "ignore", __file__, "broker"], stdout=subprocess.PIPE, text=True)
address = broker.stdout.readline().strip()
broker.stdout.close()

async def main():
    producer = tda.Producer(address)
    consumer = tda.Consumer(address, group="g", topics=["tda_jobs"])
    try:
        await producer.publish(cancelled())
        await consumer.connect()
    finally:
        broker.kill()
        broker.wait()
    for number in range(100):
        await producer.enqueue(cancelled(number))
    return producer, consumer

import logging, warnings
from tda_stream import _exit
warnings.simplefilter("ignore")
logging.disable()
kept = asyncio.run(main())
started = time.monotonic()
_exit._close_all()
print(time.monotonic() - started)
""").stdout
    print(f"closing at exit without a broker took {float(printed):.1f} s")
    assert float(printed) < 30.0


def test_a_fork_gets_an_error_and_leaves(run_program: RunProgram) -> None:
    printed = run_program(f"""{HEAD}
from tda_stream.errors import NoRuntimeError
loop = asyncio.new_event_loop()
broker = tda.EmbeddedBroker()
address = broker.bootstrap_servers
producer = tda.Producer("embedded")

async def main():
    await producer.connect()
    await producer.publish(cancelled())

loop.run_until_complete(main())
child = os.fork()
if child == 0:
    signal.alarm(30)

    async def use():
        try:
            await producer.publish(cancelled())
        except NoRuntimeError as error:
            assert isinstance(error, RuntimeError) and str(os.getpid()) in str(error), error
        else:
            os._exit(3)
        async with tda.Producer("embedded") as own:
            assert own.bootstrap_servers != address
            receipt = await own.publish(cancelled())
            assert receipt.topic == "tda_jobs"

    asyncio.run(use())
    sys.exit(0)
_, status = os.waitpid(child, 0)
print("child", os.waitstatus_to_exitcode(status))

async def end():
    await producer.publish(cancelled())
    await producer.close()

loop.run_until_complete(end())
loop.close()
""").stdout
    assert printed.split() == ["child", "0"]


def test_ctrl_c_leaves_at_once(run_program: RunProgram) -> None:
    finished = run_program(
        f"""{HEAD}
def interrupt():
    time.sleep(0.5)
    print("interrupted", time.time(), flush=True)
    os.kill(os.getpid(), signal.SIGINT)

async def main():
    consumer = tda.Consumer("embedded", group="g", topics=["tda_jobs"])
    async with tda.Producer("embedded") as producer, consumer:
        await producer.publish(cancelled())
        threading.Thread(target=interrupt).start()
        async for event in consumer:
            pass

try:
    asyncio.run(main())
except KeyboardInterrupt:
    print("left", time.time(), flush=True)
    sys.exit(130)
""",
        check=False,
    )
    assert finished.returncode == 130, finished.stderr
    _, sent, _, left = finished.stdout.split()
    print(f"Ctrl-C ended consumer and producer after {1000 * (float(left) - float(sent)):.0f} ms")
    assert float(left) - float(sent) < 10.0


def test_ctrl_c_interrupts_blocking_calls(run_program: RunProgram) -> None:
    printed = run_program(f"""{HEAD}
from tda_stream import blocking

def interrupt():
    time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGINT)

with blocking.Consumer("embedded", group="g", topics=["tda_jobs"]) as consumer:
    threading.Thread(target=interrupt).start()
    started = time.monotonic()
    try:
        consumer.next()
    except KeyboardInterrupt:
        print(time.monotonic() - started)
""").stdout
    assert float(printed) < 10.0


def test_a_producer_that_was_not_closed_warns(run_program: RunProgram) -> None:
    run_program(f"""{HEAD}
import warnings, gc

async def main():
    producer = await tda.Producer("embedded").connect()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        del producer
        gc.collect()
    assert ["was not closed" in str(warning.message) for warning in caught] == [True], caught

asyncio.run(main())
""")


def test_a_worker_that_runs_does_not_hold_up_the_exit(run_program: RunProgram) -> None:
    for code in ("pass", "sys.exit(0)"):
        printed = run_program(f"""{HEAD}
worker = tda.Worker("embedded", group="g", shutdown_deadline_seconds=1.0)
started = threading.Event()

@worker.handles(JobCancelled)
async def handle(event):
    started.set()
    await asyncio.sleep(60)

async def main():
    async with tda.Producer("embedded", source="test") as producer:
        await producer.publish(cancelled())
        global running
        running = asyncio.create_task(worker.run())
        await asyncio.to_thread(started.wait, 30)

import warnings
warnings.simplefilter("ignore")
loop = asyncio.new_event_loop()
# The loop is left with a handler in the middle of its work.
loop.run_until_complete(main())
print("left", flush=True)
{code}
""").stdout
        assert printed.split()[0] == "left"


@pytest.mark.parametrize("kind", ["asyncio", "blocking"])
def test_ctrl_c_stops_a_worker_in_order(run_program: RunProgram, kind: str) -> None:
    finished = run_program(
        f"""{HEAD}
from tda_stream import blocking

def interrupt():
    started.wait(30)
    # An event loop of Python does not see a signal that comes just before it begins to wait.
    time.sleep(0.1)
    os.kill(os.getpid(), signal.SIGINT)

started = threading.Event()
threading.Thread(target=interrupt).start()
kind = {kind!r}
worker = (tda.Worker if kind == "asyncio" else blocking.Worker)("embedded", group="g")

def handle(event):
    started.set()
    time.sleep(0.5)
    print("handled", flush=True)

worker.handles(JobCancelled)(handle)

async def main():
    async with tda.Producer("embedded", source="test") as producer:
        await producer.publish(cancelled())
        await worker.run()

try:
    if kind == "asyncio":
        asyncio.run(main())
    else:
        with blocking.Producer("embedded", source="test") as producer:
            producer.publish(cancelled())
            worker.run()
except KeyboardInterrupt:
    print("interrupted", worker.status.state, flush=True)
    sys.exit(130)
""",
        check=False,
    )
    assert finished.returncode == 130, finished.stderr
    # What had begun was finished and committed.
    assert finished.stdout.split() == ["handled", "interrupted", "stopped"]
    assert "panicked" not in finished.stderr


def test_two_loops_have_workers_of_their_own(run_program: RunProgram) -> None:
    printed = run_program(f"""{HEAD}
broker = tda.EmbeddedBroker()
seen = []

def run(name):
    worker = tda.Worker("embedded", group=name, source="test", session_timeout_seconds=2.0)

    @worker.handles(JobCancelled)
    async def handle(event):
        seen.append((name, threading.current_thread().name))
        worker.stop()

    asyncio.run(worker.run())

async def publish():
    async with tda.Producer("embedded", source="test") as producer:
        await producer.publish(cancelled())

asyncio.run(publish())
threads = [threading.Thread(target=run, args=(name,), name=name) for name in ("one", "two")]
[thread.start() for thread in threads]
[thread.join(40) for thread in threads]
print(sorted(seen))
""").stdout
    assert printed.strip() == "[('one', 'one'), ('two', 'two')]"


def test_a_fork_has_workers_transactions_and_health_of_its_own(run_program: RunProgram) -> None:
    printed = run_program(f"""{HEAD}
from tda_stream import blocking
from tda_stream.errors import NoRuntimeError

def use(prefix):
    config = tda.ClientConfig(
        "embedded", source="test", topic_prefix=prefix, transactional_id="t", simulated_transactions=True
    )
    with blocking.Producer(config) as producer:
        with producer.transaction() as tx:
            tx.publish(cancelled())
        worker = blocking.Worker(config, group=prefix)
        worker.handles(JobCancelled)(lambda event: worker.stop())
        worker.run()
        assert tda.HealthMonitor(config).report_blocking().status == "healthy"
        return worker

worker = use("parent_tda_")
child = os.fork()
if child == 0:
    signal.alarm(40)
    try:
        worker.stop()
    except NoRuntimeError:
        pass
    else:
        os._exit(3)
    use("child_tda_")
    sys.exit(0)
_, status = os.waitpid(child, 0)
print("child", os.waitstatus_to_exitcode(status))
""").stdout
    assert printed.split() == ["child", "0"]
