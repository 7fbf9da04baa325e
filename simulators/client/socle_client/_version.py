"""The version of this client: that of the simulator it is released with."""

__version__ = "0.1.0"
