// A way from a Pod's network to the API server on the host's 127.0.0.1.

package main

import (
	"io"
	"net"
	"os"

	"k8s.io/klog/v2"
)

// relayToSocket lets a Pod with a network of its own reach the API server, which
// listens on the host's 127.0.0.1 alone, through a socket in a hostPath directory.
func relayToSocket(address, socket string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	go func() { klog.Fatal(relay(listener, "unix", socket)) }()
	return nil
}

// relayFromSocket is the host's end of the same way.
func relayFromSocket(socket, address string) error {
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	if err := os.Chmod(socket, 0o666); err != nil {
		return err
	}
	return relay(listener, "tcp", address)
}

func relay(listener net.Listener, network, address string) error {
	for {
		near, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			far, err := net.Dial(network, address)
			if err != nil {
				klog.Error(err)
				near.Close()
				return
			}
			go carry(far, near)
			carry(near, far)
		}()
	}
}

// carry closes both ends when either stops: HTTP/2 half closes nothing.
func carry(to, from net.Conn) {
	io.Copy(to, from)
	to.Close()
	from.Close()
}
