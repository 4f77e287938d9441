"""Hand-made sets to measure on: sentence boundaries and lemmas of verbs."""
