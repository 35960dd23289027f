"""What the way from landing to publication costs as an organisation grows.

Belongs here: building the same world at several sizes, what each step costs, its floors, how costs
grow, and the report. Does not belong here: writing the worlds (`bench/bulk`), extraction
(`bench/requests.py`, `bench/peers.py`), other tools' answers from equal rows (`bench/dora`).
"""
