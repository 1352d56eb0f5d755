"""The simple transforms of a map: small functions, one after the other, from what a column says to what is wanted."""

from collections.abc import Mapping
from typing import Any

from catalog.adapters.feeds.transform_steps import PLAIN, WITH_ARGUMENT, BadTransform, Setting, Transform
from catalog.adapters.feeds.values import is_empty


def transform(written: Any, setting: Setting) -> Transform:
    """`"cents"`, `{ split = "/" }`, or a list of these applied in turn. Raises `BadTransform`."""
    steps = [_step(step, setting) for step in (written if isinstance(written, list) else [written])]
    if len(steps) == 1:
        return steps[0]

    def run(value: Any) -> Any:
        for step in steps:
            value = step(value)
            if is_empty(value):
                return None
        return value

    return run


def _step(written: Any, setting: Setting) -> Transform:
    if isinstance(written, str) and written in PLAIN:
        return PLAIN[written](setting)
    if isinstance(written, dict):
        name = next((name for name in written if name in WITH_ARGUMENT), "")
        if name:
            make, arguments = WITH_ARGUMENT[name]
            _check_arguments(name, written, arguments)
            return make(written, setting)
    known = ", ".join(sorted({*PLAIN, *WITH_ARGUMENT}))
    raise BadTransform(f"{written!r} is not a transform; there are {known}")


def _check_arguments(
    name: str, written: Mapping[str, Any], wanted: Mapping[str, type | tuple[type, ...]]
) -> None:
    for key, value in written.items():
        if key not in wanted:
            raise BadTransform(f"{name} has no option {key!r}")
        if not isinstance(value, wanted[key]) or (isinstance(value, bool) and wanted[key] is int):
            raise BadTransform(f"{name}: {value!r} does not fit {key}")


__all__ = ["BadTransform", "Setting", "Transform", "transform"]
