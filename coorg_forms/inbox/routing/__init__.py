"""Routing as staff see it: the rules, trying them, who answers where, why a request is here."""
