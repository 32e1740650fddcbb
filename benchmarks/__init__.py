"""What the project measures of itself: each program prints one line of JSON."""
