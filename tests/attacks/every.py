"""All hostile submissions whose end shows in their own trip."""

from tests.attacks.files import FILES
from tests.attacks.floods import FLOODS
from tests.attacks.kernel import CALLS
from tests.attacks.network import NETWORK
from tests.attacks.processes import PROCESSES
from tests.attacks.reading import READING

ATTACKS = (*READING, *PROCESSES, *CALLS, *FILES, *NETWORK, *FLOODS)
