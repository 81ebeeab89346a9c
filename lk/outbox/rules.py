from datetime import timedelta

# A worker that dies keeps a letter no longer than this from the next one.
LEASE = timedelta(minutes=2)
# From 15 seconds, doubling up to six hours between two tries: more than three days in all.
LAST_ATTEMPT = 18
LONGEST_PAUSE = timedelta(hours=6)
FIRST_PAUSE = timedelta(seconds=15)


def pause_after(attempts: int) -> timedelta | None:
    """How long to wait after the `attempts`-th failure; None when it is time to give up."""
    if attempts >= LAST_ATTEMPT:
        return None
    return min(FIRST_PAUSE * int(2 ** (attempts - 1)), LONGEST_PAUSE)


def reason_of(last_error: str) -> str:
    """What kept a letter back, from the note of its last try.

    `address`: the server takes no letters for it; `server`: it did not answer or refused;
    `ours`: the letter could not be composed.
    """
    if not last_error:
        return ""
    if last_error.startswith("SMTPRecipientsRefused"):
        return "address"
    return "server" if ":" in last_error else "ours"
