"""The Result: what it holds, that it is the engine's, that it survives writing, and that outputs read nothing else."""
