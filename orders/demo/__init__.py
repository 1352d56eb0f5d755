"""Orders that a shop might have had, for measuring one of real size. Plain Python; `orders.commands` writes them."""
