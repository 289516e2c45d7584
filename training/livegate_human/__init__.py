"""Training of livegate-human, which tells people from drawings, renders, animals and things."""
