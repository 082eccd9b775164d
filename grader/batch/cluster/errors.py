"""What can go wrong with a cluster; every message is one line."""


class ClusterError(Exception):
    """The cluster, or one of its workers, cannot be used as it is; the message says what to mend."""


class ClusterLostError(Exception):
    """The cluster was lost while the batch was under way."""

    def __init__(self, what: str = "the connection to the scheduler was lost") -> None:
        super().__init__(what)


class WorkerLostError(Exception):
    """Workers were lost while they judged."""
