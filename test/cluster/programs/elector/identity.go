// What an elector writes into the Lease as its holder.

package main

import (
	"fmt"
	"os"

	"k8s.io/apimachinery/pkg/util/uuid"
)

// identity is what this process writes into the Lease as its holder.
func identity(format string) (string, error) {
	switch format {
	case "hostname-uuid":
		host, err := os.Hostname()
		return host + "_" + string(uuid.NewUUID()), err
	case "hostname":
		return os.Hostname()
	case "pod-name":
		return fromEnvironment("POD_NAME")
	case "pod-uid":
		return fromEnvironment("POD_UID")
	}
	return "", fmt.Errorf("unknown identity format %q: hostname-uuid, hostname, pod-name or pod-uid", format)
}

func fromEnvironment(name string) (string, error) {
	if value := os.Getenv(name); value != "" {
		return value, nil
	}
	return "", fmt.Errorf("%s is not set", name)
}
