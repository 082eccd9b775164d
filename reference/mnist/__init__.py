"""Real MNIST digits: 1000 that travel with the assignment, and what builds them and the course's full `MNIST.npz`.

Provenance, licence and hashes: `README.md` beside this file.
"""

from pathlib import Path
from typing import Final

DIGITS_PATH: Final = Path(__file__).with_name("digits.npz")
DIGITS_SHA256: Final = "c3510c5cc43e455570fea68c0fc16f55777c1af1642ef8c73c73175ddb132e30"
"""SHA-256 of the 1000 images as uint8 bytes."""
