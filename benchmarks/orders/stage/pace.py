"""How soon the mode `short` has open payments looked at, in seconds; the shop itself takes 60 and 30."""

FIRST_CHECK, SWEEP = 4, 2
