"""What visitors see: the form page and the page of a request that was sent."""
