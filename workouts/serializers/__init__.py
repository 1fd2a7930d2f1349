"""Workouts, their exercises and their sets in JSON. Reading and checking of shapes; the verbs do the rest."""
