"""What the billing hands over, taken in: a file is staged, judged as a whole, and merged."""

from lk.meters.service.importing.errors import ImportIsRunning
from lk.meters.service.importing.files import import_table
from lk.meters.service.importing.outcome import Counts, Outcome

__all__ = ["Counts", "ImportIsRunning", "Outcome", "import_table"]
