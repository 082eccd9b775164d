"""Everybody in a class, and whose of them a submission is."""
