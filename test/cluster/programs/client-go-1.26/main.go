// Command client-go-1.26 is an elector on the client-go of Kubernetes 1.26, the last one that
// judges a Lease by its own LeaseDuration and not by the one that the Lease tells. It ends when it
// has lost the lead.
package main

import (
	"context"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
	"k8s.io/klog/v2"
)

func main() {
	config, err := rest.InClusterConfig()
	if err != nil {
		klog.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	campaign(ctx, kubernetes.NewForConfigOrDie(config), os.Getenv("POD_NAME"))
	if ctx.Err() == nil {
		klog.Error("leader election lost")
		os.Exit(1)
	}
}

// campaign returns when ctx is done or the lead is lost, and the work has ended.
func campaign(ctx context.Context, client kubernetes.Interface, id string) {
	var work sync.WaitGroup
	leaderelection.RunOrDie(ctx, leaderelection.LeaderElectionConfig{
		Lock: &resourcelock.LeaseLock{
			LeaseMeta:  metav1.ObjectMeta{Namespace: os.Getenv("LEASE_NAMESPACE"), Name: os.Getenv("LEASE_NAME")},
			Client:     client.CoordinationV1(),
			LockConfig: resourcelock.ResourceLockConfig{Identity: id},
		},
		LeaseDuration: 15 * time.Second,
		RenewDeadline: 10 * time.Second,
		RetryPeriod:   2 * time.Second,
		Callbacks: leaderelection.LeaderCallbacks{
			OnStartedLeading: func(term context.Context) {
				work.Go(func() { keepLedger(term, os.Getenv("LEDGER"), id) })
			},
			OnStoppedLeading: func() {},
		},
	})
	work.Wait()
}
