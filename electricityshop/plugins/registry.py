"""The plugin manager: built-in plugins and those installed under the entry point group `electricityshop`."""

from functools import cache

import pluggy

from electricityshop.plugins.builtin import flat_rate, weight_table
from electricityshop.plugins.hooks import PROJECT, Hooks


@cache
def plugin_manager() -> pluggy.PluginManager:
    manager = pluggy.PluginManager(PROJECT)
    manager.add_hookspecs(Hooks)
    manager.register(flat_rate, "flat_rate")
    manager.register(weight_table, "weight_table")
    manager.load_setuptools_entrypoints(PROJECT)
    return manager
