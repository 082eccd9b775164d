"""What was handed over, and whose each file of it is."""
