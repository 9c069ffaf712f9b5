"""Rules changed a little, one change at a time: what tests do not notice, they do not hold."""
