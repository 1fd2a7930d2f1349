"""E-mail addresses as the names of accounts."""

import unicodedata


def normalise_email(address: str) -> str:
    """Addresses are compared without regard to case, so they are stored in one: Ann@Example.org is ann@example.org.

    What looks up an account and what counts the tries on it both go by this: a spelling that finds the account but is
    counted apart would be one more set of tries.
    """
    return unicodedata.normalize("NFKC", address.strip()).lower()
