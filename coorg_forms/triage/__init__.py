"""The rules of triage: states, moves, roles, due dates. Tables and pure functions, no database."""
