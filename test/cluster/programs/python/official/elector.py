"""An elector on the official Python client: it ends when it has lost the lead, as controllers do."""

import os
import signal
import sys
import threading

from kubernetes import config
from kubernetes.leaderelection import electionconfig, leaderelection
from kubernetes.leaderelection.resourcelock.leaselock import LeaseLock

from ledger import WORK_INTERVAL, Ledger


def main():
    # As the first process of a container it would not be ended by the signal otherwise.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    config.load_incluster_config()
    identity = os.environ["POD_NAME"]
    ledger = Ledger(os.environ["LEDGER"], identity)
    stopped = threading.Event()

    def work():
        ledger.write("start")
        while not stopped.wait(WORK_INTERVAL):
            ledger.write("work")

    def stop():
        stopped.set()
        ledger.write("stop")

    lock = LeaseLock(os.environ["LEASE_NAME"], os.environ["LEASE_NAMESPACE"], identity)
    leaderelection.LeaderElection(
        electionconfig.Config(
            lock,
            lease_duration=15,
            renew_deadline=10,
            retry_period=2,
            onstarted_leading=work,
            onstopped_leading=stop,
        )
    ).run()
    sys.exit("leader election lost")


main()
