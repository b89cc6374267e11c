"""The checks of access and of canaries run when asked for, until they are as quick as the rest.

They walk every page as everybody, for minutes: ROUNDTABLE_TRUST=1 ./workbook test tests/trust.
"""

import os

collect_ignore = (
    []
    if os.environ.get("ROUNDTABLE_TRUST")
    else [
        "test_access.py",
        "test_verbs.py",
        "test_canaries.py",
        "test_bite.py",
        "test_hardening.py",
        "test_hostile_input.py",
    ]
)
