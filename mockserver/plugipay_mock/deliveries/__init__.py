"""Webhooks on their way: one delivery for each event and endpoint, attempted until it is taken or given up.

Deliveries and endpoints are stored objects, so transactions, snapshots and the world clock cover them. Nothing here
but `sending` and what drives it (`pump`, `background`) does I/O: `turns` says what to send next and takes the answer.

Order: each endpoint is given one delivery at a time, the oldest first. One that failed waits for its retry and does
not hold back those behind it, so the order of first attempts is the order of the log, and a retry may come after
younger events (a guess; receivers go by the event's own time and id).

Time of an attempt, on the world clock: when it became possible, or when the endpoint was done with the one before,
and never later than now. A clock that is advanced by days therefore sees the retries of those days, each at its own
moment. In mode `collect` an attempt is made when a test asks, which is its time.
"""
