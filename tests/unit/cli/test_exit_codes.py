"""Every class of error has its exit code, from one table."""

from __future__ import annotations

import inspect

from instrgraph import errors
from instrgraph.cli.exit_codes import EXIT_CODES, exit_code


def test_no_error_is_without_an_exit_code() -> None:
    tree = {one for _, one in inspect.getmembers(errors, inspect.isclass) if issubclass(one, errors.InstrgraphError)}
    assert len(tree) > 15
    assert tree == set(EXIT_CODES)


def test_the_codes_are_those_of_the_contract() -> None:
    assert set(EXIT_CODES.values()) == {2, 3, 4}
    for error, code in EXIT_CODES.items():
        assert (code == 3) == issubclass(error, errors.InputError), error
        assert not issubclass(error, errors.StoreError) or code == 4, error


def test_an_error_finds_its_code() -> None:
    assert exit_code(errors.EncryptedInput("locked.docx: needs a password")) == 3
    assert exit_code(errors.QueryFault("at fault", 1, 2)) == 4
