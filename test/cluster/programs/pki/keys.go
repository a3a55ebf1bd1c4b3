// Keys, and how they are written.

package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"os"
)

// newKey writes PATH.key and, if asked, PATH.pub. Elliptic curves, because a
// handful of RSA keys takes longer than etcd and kube-apiserver take to start.
func newKey(path string, public bool) (*ecdsa.PrivateKey, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return nil, err
	}
	if err := writePEM(path+".key", "EC PRIVATE KEY", der, 0o600); err != nil {
		return nil, err
	}
	if public {
		der, err := x509.MarshalPKIXPublicKey(&key.PublicKey)
		if err != nil {
			return nil, err
		}
		if err := writePEM(path+".pub", "PUBLIC KEY", der, 0o644); err != nil {
			return nil, err
		}
	}
	return key, nil
}

func writePEM(path, kind string, der []byte, mode os.FileMode) error {
	return os.WriteFile(path, pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}), mode)
}
