"""Reads dashboards with Grafana's own models and writes them again: what is lost or changed was no part of one."""

import json
import sys
from pathlib import Path

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.cog.plugins import register_default_plugins
from grafana_foundation_sdk.models.dashboard import Dashboard


def lost(ours: object, theirs: object, at: str = "") -> list[str]:
    """Paths of what we wrote and Grafana's models do not give back. Defaults that they add are theirs."""
    if isinstance(ours, dict) and isinstance(theirs, dict):
        return [path for name, value in ours.items() for path in lost(value, theirs.get(name), f"{at}.{name}")]
    if isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        return [path for index, value in enumerate(ours) for path in lost(value, theirs[index], f"{at}[{index}]")]
    return [] if ours == theirs else [at]


def faults(path: Path) -> list[str]:
    ours = json.loads(path.read_text())
    try:
        theirs = json.loads(JSONEncoder().encode(Dashboard.from_json(ours)))
    except Exception as error:  # Their readers fail in many ways; each is a refusal.
        return [f"{type(error).__name__}: {error}"]
    found = lost(ours, theirs)
    if not ours.get("uid") or not ours.get("panels"):
        found.append("no uid or no panels")
    return found


def main() -> int:
    register_default_plugins()
    refused = 0
    for path in map(Path, sys.argv[1:]):
        for fault in faults(path):
            refused += 1
            print(f"{path.name}: {fault}")
    return 1 if refused else 0


sys.exit(main())
