LEDGER_ACCOUNTS = ("111122223333", "444455556666")


def succeeded(event):
    """Calls that were refused leave an error behind."""
    return not event.get("errorCode") and not event.get("errorMessage")


def of_ledger(event):
    return event.get("recipientAccountId") in LEDGER_ACCOUNTS
