// The ledger: who believed that it led, and when. As the elector's on today's client-go keeps it.

package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"k8s.io/klog/v2"
)

const workInterval = 20 * time.Millisecond

func keepLedger(term context.Context, path, id string) {
	file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		klog.Fatal(err)
	}
	defer file.Close()
	// One write a line: with O_APPEND the lines of several electors never mix.
	write := func(what string) { fmt.Fprintf(file, "%d %s %s\n", time.Now().UnixMicro(), id, what) }
	write("start")
	defer write("stop")
	for {
		select {
		case <-time.After(workInterval):
			write("work")
		case <-term.Done():
			return
		}
	}
}
