"""English words, phrases, clauses and sentences."""
