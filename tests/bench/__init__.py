"""Measure preplan beside what it can't be faster than; see `__main__`."""
