"""How other systems name what they say of items: one JSON file each, read by ``exchange.mapped``."""
