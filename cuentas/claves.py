"""Password hashing: Argon2id at a cost that a small server can pay at every login (19 MiB)."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2Liviano(Argon2PasswordHasher):
    time_cost = 2
    memory_cost = 19_456
    parallelism = 1
