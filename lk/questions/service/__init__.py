"""What is done with threads; what is read of them stands in `reading` and is given out here too."""

from lk.questions.reading import (
    Conversation,
    Line,
    Page,
    conversation,
    find,
    messages,
    page_of,
    recent_threads,
    thread_of,
    threads_for_office,
)
from lk.questions.service.answering import answer, close
from lk.questions.service.asking import ask, mark_read, reply, thread_for
from lk.questions.service.files import (
    Chosen,
    Taken,
    files_of,
    prepare_files,
    read_file,
)

__all__ = [
    "Chosen",
    "Conversation",
    "Line",
    "Page",
    "Taken",
    "answer",
    "ask",
    "close",
    "conversation",
    "files_of",
    "find",
    "mark_read",
    "messages",
    "page_of",
    "prepare_files",
    "read_file",
    "recent_threads",
    "reply",
    "thread_for",
    "thread_of",
    "threads_for_office",
]
