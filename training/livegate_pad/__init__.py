"""Training of livegate-pad, a small presentation-attack model."""
