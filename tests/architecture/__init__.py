"""Rules about the tree itself: who imports whom, how long things are, what is written down."""
