"""How each database is talked to: what keeps an acknowledged write, and what keeps nobody waiting."""

from typing import Any


def serving(config: dict[str, Any], journal: str, threads: int) -> dict[str, Any]:
    """What Django's settings of a database need beside its place, for a web process of so many threads."""
    if config["ENGINE"].endswith("sqlite3"):
        return {"CONN_MAX_AGE": None, "OPTIONS": sqlite_options(journal), "TEST": config.get("TEST", {})}
    return {
        "CONN_MAX_AGE": 0,  # the pool keeps connections; Django must not keep them too
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": config.get("OPTIONS", {}) | postgresql_options(threads),
    }


def sqlite_options(journal: str) -> dict[str, Any]:
    """`journal` is SQLite's journal_mode."""
    return {
        # DEFERRED, the default, turns most concurrent writes into "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
    }


def postgresql_options(threads: int) -> dict[str, Any]:
    """No thread waits for a connection as long as the pool has one for each."""
    return {
        "pool": {"min_size": 2, "max_size": threads, "timeout": 10},
        "options": "-c statement_timeout=10s -c lock_timeout=5s",
        "connect_timeout": 5,
        "prepare_threshold": 0,  # at once, what workset.prepared executes; nothing else is
    }
