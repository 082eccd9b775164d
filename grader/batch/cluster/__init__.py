"""The engine on a Dask cluster: every worker keeps judges of its own, and work items travel to them as content.

The scheduler needs nothing of this project; the workers need the same version of it. `engine` and `member` run where
the batch was started, `worker` on the workers.
"""
