"""A mail server on loopback that can refuse, delay and drop, and keeps what it took."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller

from tests.services.base import free_port


@dataclass
class MailServer:
    """``mode``: "accept", "refuse" (550 for good), "busy" (451, try later), "drop" (hangs up)."""

    host: str = "127.0.0.1"
    port: int = 0
    mode: str = "accept"
    delay: float = 0.0
    messages: list[EmailMessage] = field(default_factory=list)

    def to(self, address: str) -> list[EmailMessage]:
        return [message for message in self.messages if address in message["X-Envelope-To"]]

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.delay:
            await asyncio.sleep(self.delay)
        if self.mode == "refuse":
            return "550 5.7.1 ditolak"
        if self.mode == "busy":
            return "451 4.3.0 coba lagi nanti"
        if self.mode == "drop":
            server.transport.abort()
            return "421 4.3.0 putus"
        message = message_from_bytes(envelope.original_content or envelope.content, policy=policy.default)
        message["X-Envelope-To"] = ", ".join(envelope.rcpt_tos)
        self.messages.append(message)  # type: ignore[arg-type]
        return "250 2.0.0 diterima"


@contextmanager
def mail() -> Iterator[MailServer]:
    server = MailServer(port=free_port())
    controller = Controller(server, hostname=server.host, port=server.port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
