"""From trees to typed values: names looked up with suggestions, dimensions checked, cycles shown."""
