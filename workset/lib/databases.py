"""How each database is talked to: what keeps an acknowledged write, and what keeps nobody waiting."""

from typing import Any


def serving(config: dict[str, Any], journal: str) -> dict[str, Any]:
    """What Django's settings of a database need beside its place. Each thread keeps its connection."""
    if config["ENGINE"].endswith("sqlite3"):
        return {"CONN_MAX_AGE": None, "OPTIONS": sqlite_options(journal), "TEST": config.get("TEST", {})}
    return {
        "ENGINE": "workset.postgresql",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": config.get("OPTIONS", {}) | POSTGRESQL_OPTIONS,
    }


def sqlite_options(journal: str) -> dict[str, Any]:
    """`journal` is SQLite's journal_mode."""
    return {
        # DEFERRED, the default, turns most concurrent writes into "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": f"PRAGMA journal_mode={journal}; PRAGMA synchronous=FULL;",
    }


POSTGRESQL_OPTIONS = {
    "options": "-c statement_timeout=10s -c lock_timeout=5s",
    "connect_timeout": 5,
    "prepare_threshold": 0,  # at once, what workset.prepared executes; nothing else is
}
