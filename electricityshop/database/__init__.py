"""Django's PostgreSQL backend, named in the setting `DATABASES`."""
