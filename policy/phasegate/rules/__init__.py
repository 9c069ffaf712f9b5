"""Rules become findings: conditions evaluated and explained, requirements priced, waivers judged, the gate decided."""
