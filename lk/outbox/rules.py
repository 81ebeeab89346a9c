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
