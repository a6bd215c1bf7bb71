"""Signing, verifying, and trying to forge."""
