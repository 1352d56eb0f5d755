"""Settings: `production` (the default and the strictest), `demo` and `test`, all on `base`.

The environment is read here and nowhere else; `docs/settings.md` lists every name.
"""
