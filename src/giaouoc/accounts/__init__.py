"""People and how they sign in; what they may do stands in services.permissions."""
