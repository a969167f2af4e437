"""What students wish for before teams are formed: roles, company, time. Who may read what is in policy.py."""
