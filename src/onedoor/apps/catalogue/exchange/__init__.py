"""Items from and to the outside: the national exchange tables, the house's own JSON, workbooks, lists of other systems."""
