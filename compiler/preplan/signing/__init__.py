"""Sign finished editions, and say whether the signatures of one prove what they should."""
