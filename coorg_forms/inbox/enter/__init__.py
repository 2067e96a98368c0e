"""A request that staff write down for someone: which form, the answers, read back, done."""
