"""Orders that a shop might have had, for measuring one of real size. Nothing here writes: `orders.commands` does."""
