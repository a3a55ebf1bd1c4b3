// Command pki makes the keys and certificates of a cluster. It reads a request as
// JSON from stdin and writes NAME.crt and NAME.key into the directory it is given;
// the CA made by the first call signs those of later calls.
package main

import (
	"encoding/json"
	"log"
	"os"
	"path/filepath"
)

type request struct {
	Certificates []certificate `json:"certificates"`
	// Bare key pairs: NAME.key and NAME.pub.
	Keys []string `json:"keys"`
}

type certificate struct {
	Name          string   `json:"name"`
	CommonName    string   `json:"commonName"`
	Organizations []string `json:"organizations"`
	// Host names and addresses; a certificate with some can serve.
	Hosts []string `json:"hosts"`
}

func main() {
	log.SetFlags(0)
	if len(os.Args) != 2 {
		log.Fatal("usage: pki DIRECTORY < request.json")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(directory string) error {
	var r request
	if err := json.NewDecoder(os.Stdin).Decode(&r); err != nil {
		return err
	}
	ca, err := authority(directory)
	if err != nil {
		return err
	}
	for _, c := range r.Certificates {
		if err := ca.issue(filepath.Join(directory, c.Name), c); err != nil {
			return err
		}
	}
	for _, name := range r.Keys {
		if _, err := newKey(filepath.Join(directory, name), true); err != nil {
			return err
		}
	}
	return nil
}
