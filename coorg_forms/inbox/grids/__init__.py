"""The evaluation grids in the admin: list, editor, what-if, files."""
