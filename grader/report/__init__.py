"""Views of a Grade, one module per format; none computes anything of its own."""
