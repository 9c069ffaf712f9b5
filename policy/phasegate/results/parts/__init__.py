"""The records that a result is made of, by what they tell of a case; they import nothing but each other.

One that tells of a thing which the engine knows by the same word is its record: `PhaseRecord`, `FindingRecord`.
"""
