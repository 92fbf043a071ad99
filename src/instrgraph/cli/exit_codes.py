"""From the tree of errors to exit codes, in one table."""

from __future__ import annotations

from instrgraph import errors

DONE = 0
FINDINGS = 1
USAGE = 2
UNREADABLE = 3
FAILED = 4
INTERRUPTED = 130

EXIT_CODES: dict[type[errors.InstrgraphError], int] = {
    errors.InstrgraphError: FAILED,
    errors.OwnFileError: FAILED,
    errors.GrammarError: FAILED,
    errors.RegistryError: FAILED,
    errors.OntologyError: FAILED,
    errors.InputError: UNREADABLE,
    errors.UnsupportedInput: UNREADABLE,
    errors.UnreadableInput: UNREADABLE,
    errors.InputTooLarge: UNREADABLE,
    errors.EncryptedInput: UNREADABLE,
    errors.MalformedIdentifier: USAGE,
    errors.AmbiguousIdentifier: USAGE,
    errors.NotFound: USAGE,
    errors.SettingsError: USAGE,
    errors.StoreError: FAILED,
    errors.StoreUnavailable: FAILED,
    errors.StoreLocked: FAILED,
    errors.StoreFull: FAILED,
    errors.QueryFault: FAILED,
    errors.QueryTimeout: FAILED,
    errors.ResultTooLarge: FAILED,
}


def exit_code(error: errors.InstrgraphError) -> int:
    """Return the exit code for an error.

    >>> exit_code(errors.StoreLocked("store: another build holds it"))
    4
    """
    return EXIT_CODES[type(error)]
