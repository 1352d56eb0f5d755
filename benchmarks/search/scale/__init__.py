"""The proof with a million products and five million order lines (docs/scale.md)."""
