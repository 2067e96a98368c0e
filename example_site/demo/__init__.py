"""The demo's content, one module per layer; ``load`` runs them in order."""
