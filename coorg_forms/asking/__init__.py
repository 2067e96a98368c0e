"""How questions stand on a screen: the same for who asks and for the staff who write it down."""
