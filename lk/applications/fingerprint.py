"""What the sum of a receipt is taken of."""

import hashlib
import json

from lk.applications.catalogue import Answers


def canonical(answers: Answers) -> bytes:
    """The answers as JSON in UTF-8, keys sorted, no spaces: the same answers, the same bytes."""
    text = json.dumps(answers, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def data_sum(answers: Answers) -> str:
    """SHA-256 of the canonical answers, in hexadecimal."""
    return hashlib.sha256(canonical(answers)).hexdigest()
