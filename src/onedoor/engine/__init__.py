"""Pure Python, no Django: rules, matching, calendars, identifiers. Imports only the ground floor and itself."""
