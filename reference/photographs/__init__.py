"""Real photographs: 200 coloured tiles that travel with the assignment, and what builds 10000 images of them.

Provenance, licences and hashes: `README.md` beside this file.
"""

from pathlib import Path
from typing import Final

TILES_PATH: Final = Path(__file__).with_name("tiles.npz")
TILES_SHA256: Final = "0a32c7e9ca170bb2acb80870cf92503cb955d23573a467d55e66930b155e164e"
"""SHA-256 of the 200 tiles as uint8 bytes."""
SIDE: Final = 32
"""Rows and columns of an image."""
