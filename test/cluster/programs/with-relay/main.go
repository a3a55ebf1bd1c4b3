// Command with-relay gives a program in a Pod a way to the API server, which listens on the host's
// 127.0.0.1 alone: behind 127.0.0.1:6443 is a unix socket in a hostPath directory.
//
//	with-relay SOCKET PROGRAM [ARGUMENT...]
//
// The program takes this one's place, so that it is the container's first process: freezing,
// killing and ending it mean what they mean in any Pod, and the relay, a child, dies with it.
package main

import (
	"io"
	"log"
	"net"
	"os"
	"os/exec"
	"syscall"
)

const address = "127.0.0.1:6443"

// The child's first inherited file.
const listenerFile = 3

func main() {
	if len(os.Args) == 2 {
		log.Fatal(relay(os.Args[1]))
	}
	if len(os.Args) < 3 {
		log.Fatal("usage: with-relay SOCKET PROGRAM [ARGUMENT...]")
	}
	if err := startRelay(os.Args[1]); err != nil {
		log.Fatal(err)
	}
	log.Fatal(syscall.Exec(os.Args[2], os.Args[2:], os.Environ()))
}

// startRelay listens before the program starts, so that its first request is answered.
func startRelay(socket string) error {
	listener, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	file, err := listener.(*net.TCPListener).File()
	if err != nil {
		return err
	}
	child := exec.Command("/proc/self/exe", socket)
	child.Stderr = os.Stderr
	child.ExtraFiles = []*os.File{file}
	return child.Start()
}

func relay(socket string) error {
	listener, err := net.FileListener(os.NewFile(listenerFile, "listener"))
	if err != nil {
		return err
	}
	for {
		near, err := listener.Accept()
		if err != nil {
			return err
		}
		go func() {
			far, err := net.Dial("unix", socket)
			if err != nil {
				log.Print(err)
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
