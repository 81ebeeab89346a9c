"""Load on one address: wrk where it is installed, else threads of our own."""

import itertools
import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass, field
from http.client import HTTPConnection

CONNECTIONS = 8
MOST_NUMBERS = 90_000


_numbers = itertools.count()


@dataclass(frozen=True)
class Request:
    """What is asked again and again; `status` is the only right answer.

    `{n}` in the path or the body is another number each time, so that nothing is answered from
    memory and each POST has something to write. `{name}` in the path is one of `names` in turn.
    """

    title: str
    port: int
    path: str
    status: int = 200
    method: str = "GET"
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""
    names: tuple[str, ...] = ("",)

    @property
    def is_varied(self) -> bool:
        return any(mark in self.path + self.body for mark in ("{n}", "{name}"))

    def path_of(self, number: int) -> str:
        path = self.path.replace("{n}", str(number % MOST_NUMBERS))
        return path.replace("{name}", self.names[number % len(self.names)])

    def body_of(self, number: int) -> str:
        return self.body.replace("{n}", str(number % MOST_NUMBERS))


@dataclass(frozen=True)
class Result:
    per_second: float
    p50_ms: float
    p99_ms: float
    count: int


def tool() -> str:
    return "wrk" if shutil.which("wrk") else "threads"


def run(request: Request, seconds: float) -> Result:
    _check(request)
    return _wrk(request, seconds) if tool() == "wrk" else _threads(request, seconds)


def _check(request: Request) -> None:
    """A page of errors is fast, too."""
    connection = HTTPConnection("127.0.0.1", request.port, timeout=10)
    path = request.path_of(0)
    connection.request(request.method, path, request.body_of(0) or None, request.headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status != request.status:
        raise SystemExit(f"{request.title}: {answer.status} instead of {request.status}")


def _wrk(request: Request, seconds: float) -> Result:
    lines = [f'wrk.method = "{request.method}"', f"wrk.body = [==[{request.body}]==]"]
    lines += [f'wrk.headers["{name}"] = [==[{value}]==]' for name, value in request.headers.items()]
    if request.is_varied:
        names = ", ".join(f"[==[{name}]==]" for name in request.names)
        lines += [f"local names = {{{names}}}"]
        lines += [f"local path, n = [==[{request.path}]==], {next(_numbers) * 7919}"]
        lines += [f"request = function() n = (n + 1) % {MOST_NUMBERS}"]
        lines += ['  local body, here = wrk.body:gsub("{n}", n), path:gsub("{n}", n)']
        lines += ['  here = here:gsub("{name}", names[n % #names + 1])']
        lines += ["  return wrk.format(nil, here, nil, body) end"]
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("\n".join(lines))
        script.flush()
        command = ["wrk", "--latency", "-t1", f"-c{CONNECTIONS}", f"-d{round(seconds)}s"]
        command += ["-s", script.name, f"http://127.0.0.1:{request.port}{request.path_of(0)}"]
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if found := re.search(r"Non-2xx or 3xx responses: (\d+)", text):
        raise SystemExit(f"{request.title}: {found[1]} refused answers")
    count = int(re.search(r"(\d+) requests in", text)[1])  # type: ignore[index]
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", text)[1])  # type: ignore[index]
    return Result(rate, _latency(text, "50%"), _latency(text, "99%"), count)


def _latency(text: str, share: str) -> float:
    value, unit = re.search(rf"{share}\s+([\d.]+)(us|ms|s)", text).groups()  # type: ignore[union-attr]
    return float(value) * {"us": 0.001, "ms": 1.0, "s": 1000.0}[unit]


def _threads(request: Request, seconds: float) -> Result:
    took: list[float] = []
    end = time.perf_counter() + seconds
    threads = [threading.Thread(target=_ask, args=(request, end, took)) for _ in range(CONNECTIONS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    cuts = statistics.quantiles(took, n=100)
    return Result(len(took) / seconds, cuts[49] * 1000, cuts[98] * 1000, len(took))


def _ask(request: Request, end: float, took: list[float]) -> None:
    connection = HTTPConnection("127.0.0.1", request.port, timeout=30)
    while (began := time.perf_counter()) < end:
        number = next(_numbers)
        path, body = request.path_of(number), request.body_of(number)
        connection.request(request.method, path, body or None, request.headers)
        answer = connection.getresponse()
        answer.read()
        if answer.status != request.status:
            raise SystemExit(f"{request.title}: {answer.status}")
        took.append(time.perf_counter() - began)
