"""What the leader's phone asks of the product, measured: receiving, visits, no signal, many at once."""
