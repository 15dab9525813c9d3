"""What a group committed, asked in Kafka's own protocol.

confluent-kafka 2.16 reads the metadata of an offset up to the next zero byte, which may lie past its end.
"""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

FIND_COORDINATOR, OFFSET_FETCH = 10, 9
ANSWER_BYTES_MAX = 16 * 1024 * 1024
TIMEOUT_SECONDS = 10


class Answer:
    """Reads the fields of an answer one after the other."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def number(self, form: str) -> int:
        (number,) = struct.unpack_from(f">{form}", self.data, self.at)
        self.at += struct.calcsize(form)
        return int(number)

    def text(self) -> str | None:
        length = self.number("h")
        if length < 0:
            return None
        text = self.data[self.at : self.at + length].decode()
        self.at += length
        return text


def text(value: str) -> bytes:
    return struct.pack(">h", len(value)) + value.encode()


def ask(address: tuple[str, int], api: int, version: int, body: bytes) -> Answer:
    request = struct.pack(">hhi", api, version, 1) + text("reliability") + body
    with socket.create_connection(address, TIMEOUT_SECONDS) as connection:
        connection.sendall(struct.pack(">i", len(request)) + request)
        (size,) = struct.unpack(">i", receive(connection, 4))
        if not 4 <= size <= ANSWER_BYTES_MAX:
            raise ConnectionError(f"an answer of {size} bytes")
        return Answer(receive(connection, size)[4:])


def receive(connection: socket.socket, size: int) -> bytes:
    data = b""
    while len(data) < size:
        part = connection.recv(size - len(data))
        if not part:
            raise ConnectionError("the broker hung up")
        data += part
    return data


def coordinator(servers: str, group: str) -> tuple[str, int]:
    failure: OSError = ConnectionError("no broker is named")
    for server in servers.split(","):
        host, port = server.rsplit(":", 1)
        try:
            answer = ask((host, int(port)), FIND_COORDINATOR, 1, text(group) + b"\0")
        except OSError as error:
            failure = error
            continue
        answer.number("i")
        code, _message, _node, host_found, port_found = (
            answer.number("h"),
            answer.text(),
            answer.number("i"),
            answer.text(),
            answer.number("i"),
        )
        if code == 0 and host_found:
            return host_found, port_found
        failure = ConnectionError(f"no coordinator: error {code}")
    raise failure


def committed(servers: str, group: str, topic: str, partitions: int) -> Iterator[tuple[int, int, str]]:
    """Partition, offset and metadata of every partition where something is committed. Open transactions do not count."""
    numbers = struct.pack(f">i{partitions}i", partitions, *range(partitions))
    body = text(group) + struct.pack(">i", 1) + text(topic) + numbers
    answer = ask(coordinator(servers, group), OFFSET_FETCH, 5, body)
    answer.number("i")
    found = []
    for _ in range(answer.number("i")):
        answer.text()
        for _ in range(answer.number("i")):
            partition, offset, _epoch = answer.number("i"), answer.number("q"), answer.number("i")
            metadata, code = answer.text() or "", answer.number("h")
            if code == 0 and offset >= 0:
                found.append((partition, offset, metadata))
    code = answer.number("h")
    if code != 0:
        raise ConnectionError(f"the coordinator answers with error {code}")
    yield from found
