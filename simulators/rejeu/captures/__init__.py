"""Captured exchanges with real benches: made fictional before anything is kept, then played to ourselves."""
