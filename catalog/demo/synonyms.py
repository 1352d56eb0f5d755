"""Files of synonyms: TOML, any number of areas, each a list of groups of words."""

from pathlib import Path

from catalog.demo.data_files import DATA, DemoDataError, read

BUILT_IN = DATA / "synonyms.toml"
"""What electrical goods, electronics and household items are called; for any shop, not for the demo alone."""


def synonym_groups(path: Path = BUILT_IN) -> tuple[tuple[str, ...], ...]:
    """Raises `OSError`, or `ValueError` for what is no such file."""
    return tuple(
        _group(area, group) for area, groups in read(path).items() for group in _listed(area, groups)
    )


def _group(area: str, group: object) -> tuple[str, ...]:
    words = _listed(area, group)
    if not all(isinstance(word, str) for word in words):
        raise DemoDataError(f"{area}: a group is a list of words in quotes, not {group!r:.60}")
    return tuple(map(str, words))


def _listed(area: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise DemoDataError(f'{area}: write it as [["socket", "outlet"], ["torch", "flashlight"]]')
    return value
