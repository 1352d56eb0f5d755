"""Understanding what a shopper typed: quantities with units, words, compounds, spelling. No database is asked here."""
