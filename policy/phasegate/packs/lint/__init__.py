"""What can be said of rules before any case is read: conditions that cannot come true, demands that fight each other."""
