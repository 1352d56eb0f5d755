"""What docs/jobs.md says about RQ, measured again: `python -m benchmarks.jobs_facts.proof`."""
