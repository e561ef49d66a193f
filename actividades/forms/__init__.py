"""Forms of activities. They check what was typed and never write."""
