"""What findings say."""
