"""What stops an import as a whole."""


class ImportRefused(Exception):
    """The file cannot be used, or the choice cannot be brought in. `str()` of it is one plain sentence or more."""
