"""Proofs that orders survive anything."""
