"""What correspondents write."""
