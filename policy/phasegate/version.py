"""The version of Phasegate, in a module of its own so that printing it does not load the public interface."""

__version__ = "0.1.0"
