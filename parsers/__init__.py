"""The core of newsledger: bytes in, ledger out. It knows nothing of the terminal."""
