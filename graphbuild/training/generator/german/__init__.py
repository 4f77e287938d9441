"""German words, phrases, clauses and sentences."""
