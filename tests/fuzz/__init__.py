"""Trying what nobody would write: bytes by the million at every door through which something of strangers comes in."""
