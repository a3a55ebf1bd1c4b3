// Command elector stands for a real controller: it campaigns for a Lease with
// client-go, works while it leads and ends when it has lost the lead.
//
//	elector [flags]                   campaign
//	elector relay SOCKET ADDRESS      carry a unix socket to a TCP address
package main

import (
	"context"
	"flag"
	"os"
	"os/signal"
	"syscall"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/klog/v2"
)

type options struct {
	kubeconfig      string
	namespace       string
	name            string
	identity        string
	leaseDuration   time.Duration
	renewDeadline   time.Duration
	retryPeriod     time.Duration
	releaseOnCancel bool
	workAfterStop   time.Duration
	coordinated     bool
	clockSkew       time.Duration
	ledger          string
	relaySocket     string
}

func parseFlags() options {
	var o options
	flag.StringVar(&o.kubeconfig, "kubeconfig", "", "kubeconfig file; without it the Pod's service account is used")
	flag.StringVar(&o.namespace, "lease-namespace", "payments", "namespace of the Lease")
	flag.StringVar(&o.name, "lease-name", "reconciler", "name of the Lease")
	flag.StringVar(&o.identity, "identity", "hostname-uuid", "hostname-uuid, hostname, pod-name or pod-uid")
	flag.DurationVar(&o.leaseDuration, "lease-duration", 15*time.Second, "LeaseDuration")
	flag.DurationVar(&o.renewDeadline, "renew-deadline", 10*time.Second, "RenewDeadline")
	flag.DurationVar(&o.retryPeriod, "retry-period", 2*time.Second, "RetryPeriod")
	flag.BoolVar(&o.releaseOnCancel, "release-on-cancel", false, "ReleaseOnCancel")
	flag.DurationVar(&o.workAfterStop, "work-after-stop", 0, "how long the work goes on after it was told to stop")
	flag.BoolVar(&o.coordinated, "coordinated", false, "take part in a coordinated election")
	flag.DurationVar(&o.clockSkew, "clock-skew", 0, "how much its clock is ahead when it writes a time into the Lease; negative: behind")
	flag.StringVar(&o.ledger, "ledger", "", "file that is told every 20 ms who believes that it leads")
	flag.StringVar(&o.relaySocket, "relay-socket", "", "unix socket behind which 127.0.0.1:6443 reaches the API server")
	flag.Parse()
	return o
}

func main() {
	if len(os.Args) == 4 && os.Args[1] == "relay" {
		klog.Fatal(relayFromSocket(os.Args[2], os.Args[3]))
	}
	o := parseFlags()
	if o.relaySocket != "" {
		if err := relayToSocket("127.0.0.1:6443", o.relaySocket); err != nil {
			klog.Fatal(err)
		}
	}
	config, err := clientcmd.BuildConfigFromFlags("", o.kubeconfig)
	if err != nil {
		klog.Fatal(err)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	lost, err := campaign(ctx, kubernetes.NewForConfigOrDie(config), o)
	if err != nil {
		klog.Fatal(err)
	}
	if lost {
		// As controllers do: a process that has lost the lead starts anew, with no
		// state of its old term.
		klog.Error("leader election lost")
		os.Exit(1)
	}
}
