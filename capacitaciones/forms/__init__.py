"""Forms of talks. They validate and never write."""
