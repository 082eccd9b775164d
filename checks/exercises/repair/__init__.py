"""Finds the parts of a solution in its text, and puts right ones in their place: what every kind does it with."""
