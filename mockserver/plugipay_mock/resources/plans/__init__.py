"""Plans: what customers subscribe to, and what it costs."""
