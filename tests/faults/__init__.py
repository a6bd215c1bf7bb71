"""A fault corpus: known mistakes planted in clean plans, and how well `check` finds them."""
