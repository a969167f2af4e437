"""What the other rooms know, put together."""
