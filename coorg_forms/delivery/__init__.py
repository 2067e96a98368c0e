"""What leaves the house: the outbox and the mails made from it."""
