"""Forms of committees. They check what was typed and never write."""
