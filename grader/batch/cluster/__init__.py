"""The engine on a Dask cluster: every worker keeps judges of its own, and work items travel to them as content.

Dask gives out, tries again and brings back; here stands who may judge, and what is said of a work item that ends
workers. The scheduler needs nothing of this project; the workers need the same version of it. `engine` and `staff` run
where the batch was started, `worker` on the workers.
"""
