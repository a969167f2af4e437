"""The delivery kit: dependencies, forms, pages, errors, uploads, ranges, live."""
