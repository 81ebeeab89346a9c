"""How long a paper takes, of every kind, and how far the process grows.

python -m tests.bench.bench_papers        # milliseconds: new facts, then the same ones again
"""

import resource
import statistics
import time
from functools import partial

from lk.applications.papers.making import make
from lk.applications.papers.sheets import empty_sheet, submitted_sheet
from lk.applications.papers.slips import receipt_slip
from lk.company import DEFAULT_FILE, load
from tests.applications.answers import CODES
from tests.applications.sheets import AT, URL, application, documents, receipt

TIMES = 20


def main() -> None:
    company = load(DEFAULT_FILE)
    for code in CODES:
        case = application(code)
        mine, files = receipt(case), documents(code)
        filled = submitted_sheet(case, files, company, AT)
        empty = empty_sheet(case.kind, company)
        slip = receipt_slip(mine, case, company, receipts=[mine], url=URL)
        say(f"{code} заявка", partial(make, "application", filled, at=AT))
        say(f"{code} бланк", partial(make, "application", empty, at=AT))
        say(f"{code} квитанция", partial(make, "receipt", slip, at=AT))
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"память процесса, МБ: {grown}")  # noqa: T201  # for who runs it


def say(name: str, paper: "partial[bytes]") -> None:
    times = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        size = len(paper())
        times.append((time.perf_counter() - begun) * 1000)
    line = f"{name:22} {times[0]:6.0f} {statistics.median(times):6.0f} мс {size // 1024:4} КБ"
    print(line)  # noqa: T201  # for who runs it


if __name__ == "__main__":
    main()
