"""What the trainings share: pictures, what a camera does to them, export, intervals, the card's tables."""
