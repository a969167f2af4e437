"""Who somebody is: persons, sign-ins, links, tokens."""
