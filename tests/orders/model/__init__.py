"""The shop beside a model of it: what is done to both must come to the same."""
