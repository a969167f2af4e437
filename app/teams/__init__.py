"""Teams, memberships, roles and quotas."""
