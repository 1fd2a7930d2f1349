"""How dates and numbers are written, a folder for each language code of `accounts.locales`, as Django looks them up.

`en` has every name; the others say only where they differ from it.
"""
