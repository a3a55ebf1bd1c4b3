// A clock that is wrong: what it does to the times in a Lease.

package main

import (
	"context"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
)

// skewedLock writes and reads times as an elector does whose clock is ahead by skew, or behind
// where it is negative. Only these times are shifted, not the process's clock: an election itself
// goes by how much time passes, never by what a clock says.
type skewedLock struct {
	resourcelock.Interface
	skew time.Duration
}

// Get puts what was read on the time of the process: acquireTime is written back as it was read.
func (l *skewedLock) Get(ctx context.Context) (*resourcelock.LeaderElectionRecord, []byte, error) {
	record, raw, err := l.Interface.Get(ctx)
	if err != nil {
		return nil, nil, err
	}
	shifted := shift(*record, -l.skew)
	return &shifted, raw, nil
}

func (l *skewedLock) Create(ctx context.Context, record resourcelock.LeaderElectionRecord) error {
	return l.Interface.Create(ctx, shift(record, l.skew))
}

func (l *skewedLock) Update(ctx context.Context, record resourcelock.LeaderElectionRecord) error {
	return l.Interface.Update(ctx, shift(record, l.skew))
}

func shift(record resourcelock.LeaderElectionRecord, by time.Duration) resourcelock.LeaderElectionRecord {
	for _, at := range []*metav1.Time{&record.AcquireTime, &record.RenewTime} {
		// A time that is absent stays absent.
		if !at.IsZero() {
			*at = metav1.NewTime(at.Add(by))
		}
	}
	return record
}
