"""`manage.py load_synonyms [FILE]`: add synonyms that the shop does not have yet, see docs/search.md."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from catalog.commands.write_synonyms import WriteSynonyms, write_synonyms
from catalog.demo.synonyms import BUILT_IN, synonym_groups
from electricityshop.errors import DomainError


class Command(BaseCommand):
    help = "Add groups of synonyms, the built-in ones or those of a TOML file. Safe to repeat."
    requires_system_checks = []  # they load every page and the admin

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=BUILT_IN, help="default: the built-in list")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path = options["file"]
        try:
            report = write_synonyms(WriteSynonyms(synonym_groups(file)))
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        except (DomainError, ValueError) as error:
            raise CommandError(f"{file}: {error}") from error
        self.stdout.write(f"{report.created:,} groups of synonyms added, {report.kept:,} left as they are")
