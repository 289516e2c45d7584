"""Training of livegate-face, a small face finder with five landmarks."""
