"""Forms about persons: they validate and never write."""
