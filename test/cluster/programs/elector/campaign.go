// The campaign: one elector, from its candidacy to the end of its term.

package main

import (
	"context"
	"sync"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/kubernetes/scheme"
	typedcorev1 "k8s.io/client-go/kubernetes/typed/core/v1"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
	"k8s.io/client-go/tools/record"
)

// campaign takes part in the election until ctx is done or a lead is lost, and
// returns when the work of the term has ended. It reports whether a lead was lost.
func campaign(ctx context.Context, client kubernetes.Interface, o options) (bool, error) {
	id, err := identity(o.identity)
	if err != nil {
		return false, err
	}
	if o.coordinated {
		if err := stand(ctx, client, o, id); err != nil {
			return false, err
		}
	}
	var work sync.WaitGroup
	elector, err := leaderelection.NewLeaderElector(leaderelection.LeaderElectionConfig{
		Lock:            lock(client, o, id),
		LeaseDuration:   o.leaseDuration,
		RenewDeadline:   o.renewDeadline,
		RetryPeriod:     o.retryPeriod,
		ReleaseOnCancel: o.releaseOnCancel,
		Coordinated:     o.coordinated,
		Name:            o.name,
		Callbacks: leaderelection.LeaderCallbacks{
			OnStartedLeading: func(term context.Context) {
				work.Go(func() { keepLedger(term, o.ledger, id, o.workAfterStop) })
			},
			OnStoppedLeading: func() {},
		},
	})
	if err != nil {
		return false, err
	}
	elector.Run(ctx)
	work.Wait()
	return ctx.Err() == nil, nil
}

func lock(client kubernetes.Interface, o options, id string) resourcelock.Interface {
	events := record.NewBroadcaster()
	events.StartRecordingToSink(&typedcorev1.EventSinkImpl{Interface: client.CoreV1().Events("")})
	lease := &resourcelock.LeaseLock{
		LeaseMeta: metav1.ObjectMeta{Namespace: o.namespace, Name: o.name},
		Client:    client.CoordinationV1(),
		LockConfig: resourcelock.ResourceLockConfig{
			Identity:      id,
			EventRecorder: events.NewRecorder(scheme.Scheme, corev1.EventSource{Component: o.name}),
		},
	}
	if o.clockSkew == 0 {
		return lease
	}
	return &skewedLock{Interface: lease, skew: o.clockSkew}
}

// stand announces a candidate, from among which the control plane elects.
func stand(ctx context.Context, client kubernetes.Interface, o options, id string) error {
	candidate, caches, err := leaderelection.NewCandidate(client, o.namespace, id, o.name,
		"1.36.3", "1.36.3", coordinationv1.OldestEmulationVersion)
	if err != nil {
		return err
	}
	go func() {
		caches.WaitForCacheSync(ctx.Done())
		candidate.Run(ctx)
	}()
	return nil
}
