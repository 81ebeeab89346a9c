"""What is done with threads; reading and searching them is given out here too."""

from lk.questions.reading import (
    Conversation,
    Line,
    Page,
    conversation,
    find,
    messages,
    page_of,
    recent_threads,
    thread_about,
    thread_of,
)
from lk.questions.searching import threads_for_office
from lk.questions.service.answering import answer, close
from lk.questions.service.asking import ask, mark_read, reply, thread_for
from lk.questions.service.erasing import erase_threads
from lk.questions.service.files import (
    files_of,
    prepare_files,
    read_file,
)

__all__ = [
    "Conversation",
    "Line",
    "Page",
    "answer",
    "ask",
    "close",
    "conversation",
    "erase_threads",
    "files_of",
    "find",
    "mark_read",
    "messages",
    "page_of",
    "prepare_files",
    "read_file",
    "recent_threads",
    "reply",
    "thread_about",
    "thread_for",
    "thread_of",
    "threads_for_office",
]
