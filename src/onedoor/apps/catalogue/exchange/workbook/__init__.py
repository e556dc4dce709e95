"""Items in a workbook, as officials keep them: a template to fill in, read with all its errors named, written back."""
