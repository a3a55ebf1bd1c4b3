// The ledger: who believed that it led, and when.

package main

import (
	"context"
	"fmt"
	"os"
	"time"

	"k8s.io/klog/v2"
)

const workInterval = 20 * time.Millisecond

// keepLedger is the work that the Lease guards: it tells the ledger that id
// believes to lead, from now until workAfterStop after the term's end.
func keepLedger(term context.Context, path, id string, workAfterStop time.Duration) {
	write := func(string) {}
	if path != "" {
		file, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
		if err != nil {
			klog.Fatal(err)
		}
		defer file.Close()
		// One write a line: with O_APPEND the lines of several electors never mix.
		write = func(what string) {
			fmt.Fprintf(file, "%d %s %s\n", time.Now().UnixMicro(), id, what)
		}
	}
	write("start")
	defer write("stop")
	tick := time.NewTicker(workInterval)
	defer tick.Stop()
	told := term.Done()
	var end <-chan time.Time
	for {
		select {
		case <-tick.C:
			write("work")
		case <-told:
			told, end = nil, time.After(workAfterStop)
		case <-end:
			return
		}
	}
}
