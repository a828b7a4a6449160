"""What comes and goes, on a time axis: as a picture and as text."""
