"""The records that a result is made of, by what they tell of a case; they import nothing but each other."""
