"""An assignment graded before its students are: is what is right accepted, and what is wrong rejected?"""
