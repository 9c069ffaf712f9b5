"""The hash that Phasegate uses, without loading OpenSSL for it."""

from __future__ import annotations

try:
    from _blake2 import blake2b  # what `hashlib` gives too
except ImportError:
    from hashlib import blake2b

__all__ = ["blake2b", "digest"]


def digest(data: bytes) -> str:
    """The digest of some bytes, 40 hexadecimal digits."""
    return blake2b(data, digest_size=20).hexdigest()
