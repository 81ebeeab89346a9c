"""Run by a test in several processes at once: so many tries against one limit."""

import os
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from lk import limits
from lk.app import create_app
from lk.clock import now
from lk.limits import Limit

LIMIT = Limit("together", tries=10, per=timedelta(minutes=15), is_flat=True)


def main(tries: int, threads: int) -> None:
    app = create_app(os.environ)

    def one_try(_number: int) -> bool:
        with app.app_context():
            return limits.take([(LIMIT, "ivanova")], now()) is None

    sys.stdin.readline()
    with ThreadPoolExecutor(threads) as pool:
        sys.stdout.write(f"{sum(pool.map(one_try, range(tries)))}\n")


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
