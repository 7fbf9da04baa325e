"""What makes a release from a checkout: distributions, installations of them, the examples run on those."""
