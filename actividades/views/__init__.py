"""Screens of activities: the leader's phone, and the work screens of who reviews."""
