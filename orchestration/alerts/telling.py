"""Tells what is new to every channel: find, keep, send, mark.

Here: the order of it. Not here: any of the parts. A channel that fails does not fail the run: what
it did not take waits for the next one.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import duckdb

from orchestration.alerts import found, kept, troubles, withheld
from orchestration.alerts.alert import CLOSED, Alert
from orchestration.alerts.channels import Channel
from orchestration.alerts.message import Message, message
from orchestration.alerts.refusal import ChannelError
from orchestration.alerts.troubles import Trouble

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ended:
    """How a run ended.

    Attributes:
        name: The run's name, so that each is told once.
        troubles: What went wrong in it.
    """

    name: str
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True)
class Telling:
    """What one channel is told now."""

    channel: Channel
    message: Message


def tell(
    home: Path, channels: Sequence[Channel], now: datetime, ended: Ended | None = None
) -> list[str]:
    """Tell every channel what it does not know yet.

    Args:
        home: The data root.
        channels: Whom to tell.
        now: When it is.
        ended: The run that ends with this, if one does.

    Returns:
        One line for each channel that did not take its message.

    Raises:
        KeptError: What was told cannot be read or written.
    """
    if not channels:
        return []
    refusals = []
    with kept.only_one(home):
        known = kept.read(home)
        told = _prepared(home, channels, known, now, ended)
        # Before anything is sent: a run that is killed now loses nothing.
        kept.write(home, known)
        for telling in told:
            name = telling.channel.name
            try:
                telling.channel.sender.send(telling.message)
            except ChannelError as error:
                refusals.append(f"alerts: {name} was not told, the next run tries again: {error}")
                continue
            known[name].mark(dict(known[name].waiting), now)
            kept.write(home, known)
            logger.info("alerts: %s was told %d", name, len(telling.message.names))
    return refusals


def would_tell(home: Path, channels: Sequence[Channel], now: datetime) -> list[Telling]:
    """What every channel would be told now; nothing is kept and nothing sent.

    Raises:
        KeptError: What was told cannot be read.
    """
    return _prepared(home, channels, kept.read(home), now, None)


def _prepared(
    home: Path,
    channels: Sequence[Channel],
    known: dict[str, kept.OfChannel],
    now: datetime,
    ended: Ended | None,
) -> list[Telling]:
    """Put what is new among what waits, and give the messages of all that waits."""
    published = _published(home)
    run = ended or Ended("")
    every = [*troubles.alerts(run.troubles, run.name, published.as_of), *published.alerts]
    # Who is known is read where there is something to say.
    names: withheld.Names | None = None
    told = []
    for channel in channels:
        of_channel = known.setdefault(channel.name, kept.OfChannel())
        mine = [alert for alert in every if alert.audience in channel.audiences]
        new = _new(mine, of_channel)
        if published.as_of is not None:
            new += _opened(mine, of_channel, published.as_of)
        if new and names is None:
            names = withheld.names(home, published.teams)
        for alert in new:
            may_be_said = withheld.checked(alert, names or withheld.Names())
            of_channel.waiting[alert.alert_id] = may_be_said
            if alert.kind == CLOSED:
                # Only what a later opening says is remembered for so long.
                of_channel.closed[alert.alert_id] = replace(may_be_said, text="", quoted="")
        of_channel.forget({name for alert in mine for name in (alert.alert_id, *alert.parts)}, now)
        if of_channel.waiting:
            told.append(Telling(channel, message(of_channel.waiting.values())))
    return told


def _new(alerts: Iterable[Alert], of_channel: kept.OfChannel) -> list[Alert]:
    waiting = {part for alert in of_channel.waiting.values() for part in alert.parts}
    return [
        alert
        for alert in alerts
        if any(
            not of_channel.knows(name) and name not in waiting
            for name in alert.parts or (alert.alert_id,)
        )
    ]


def _opened(alerts: Iterable[Alert], of_channel: kept.OfChannel, as_of: datetime) -> list[Alert]:
    """The gates that this channel knows to be closed and that are not any more."""
    still = {alert.alert_id for alert in alerts if alert.kind == CLOSED}
    gone = [gate for name, gate in of_channel.closed.items() if name not in still]
    for gate in gone:
        del of_channel.closed[gate.alert_id]
    return [found.opened(gate, as_of) for gate in gone]


def _published(home: Path) -> found.Published:
    try:
        return found.published(home)
    except duckdb.Error as error:
        reason = str(error).splitlines()[0]
        logger.warning("alerts: what is published cannot be read: %s", reason)
        return found.Published()
