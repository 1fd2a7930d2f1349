"""How passwords are stored."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2id(Argon2PasswordHasher):
    """argon2id with t=2, 19 MiB, p=1, the OWASP cheat sheet's choice.

    Django's own parameters take 100 MiB and almost two cores for 94 ms a sign-in: eight at once starve the logbook.
    """

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
