"""An elector on kubernetes_asyncio: it ends when it has lost the lead, as controllers do."""

import asyncio
import os
import signal
import sys

from kubernetes_asyncio import config
from kubernetes_asyncio.client.api_client import ApiClient
from kubernetes_asyncio.leaderelection import electionconfig, leaderelection
from kubernetes_asyncio.leaderelection.resourcelock.leaselock import LeaseLock

from ledger import WORK_INTERVAL, Ledger


async def main():
    config.load_incluster_config()
    identity = os.environ["POD_NAME"]
    ledger = Ledger(os.environ["LEDGER"], identity)

    async def work():
        ledger.write("start")
        try:
            while True:
                await asyncio.sleep(WORK_INTERVAL)
                ledger.write("work")
        finally:
            ledger.write("stop")

    async def stopped():
        # The library cancels the work just before, which takes a turn of the loop.
        await asyncio.sleep(0)

    async with ApiClient() as client:
        lock = LeaseLock(os.environ["LEASE_NAME"], os.environ["LEASE_NAMESPACE"], identity, client)
        await leaderelection.LeaderElection(
            electionconfig.Config(
                lock,
                lease_duration=15,
                renew_deadline=10,
                retry_period=2,
                onstarted_leading=work,
                onstopped_leading=stopped,
            )
        ).run()
    sys.exit("leader election lost")


# As the first process of a container it would not be ended by the signal otherwise.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
asyncio.run(main())
