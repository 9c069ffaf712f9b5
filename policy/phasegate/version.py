"""The version of Phasegate, where whoever prints it can ask for it without the public face."""

__version__ = "0.1.0"
