"""What editors see: the page form with its checks before publication."""
