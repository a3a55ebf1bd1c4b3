// The certificate authority, and what it signs.

package main

import (
	"crypto/ecdsa"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"time"
)

type certificateAuthority struct {
	certificate *x509.Certificate
	key         any
}

// authority loads the directory's CA, or makes it.
func authority(directory string) (*certificateAuthority, error) {
	path := filepath.Join(directory, "ca")
	if _, err := os.Stat(path + ".crt"); os.IsNotExist(err) {
		if err := makeAuthority(path); err != nil {
			return nil, err
		}
	}
	pair, err := tls.LoadX509KeyPair(path+".crt", path+".key")
	if err != nil {
		return nil, err
	}
	return &certificateAuthority{certificate: pair.Leaf, key: pair.PrivateKey}, nil
}

func makeAuthority(path string) error {
	key, err := newKey(path, false)
	if err != nil {
		return err
	}
	template := newTemplate("kubectl-lease-test-ca", nil)
	template.IsCA = true
	template.KeyUsage = x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature
	return sign(path, template, template, &key.PublicKey, key)
}

func (ca *certificateAuthority) issue(path string, c certificate) error {
	key, err := newKey(path, false)
	if err != nil {
		return err
	}
	template := newTemplate(c.CommonName, c.Organizations)
	template.KeyUsage = x509.KeyUsageDigitalSignature
	template.ExtKeyUsage = []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}
	if len(c.Hosts) > 0 {
		template.ExtKeyUsage = append(template.ExtKeyUsage, x509.ExtKeyUsageServerAuth)
	}
	for _, host := range c.Hosts {
		if ip := net.ParseIP(host); ip != nil {
			template.IPAddresses = append(template.IPAddresses, ip)
		} else {
			template.DNSNames = append(template.DNSNames, host)
		}
	}
	return sign(path, template, ca.certificate, &key.PublicKey, ca.key)
}

func newTemplate(commonName string, organizations []string) *x509.Certificate {
	serial, _ := rand.Int(rand.Reader, new(big.Int).Lsh(big.NewInt(1), 120))
	return &x509.Certificate{
		SerialNumber: serial,
		Subject:      pkix.Name{CommonName: commonName, Organization: organizations},
		// A clock that is put back by a test must not make the cluster's own certificates invalid.
		NotBefore:             time.Now().Add(-24 * time.Hour),
		NotAfter:              time.Now().AddDate(1, 0, 0),
		BasicConstraintsValid: true,
	}
}

func sign(path string, template, parent *x509.Certificate, public *ecdsa.PublicKey, signer any) error {
	der, err := x509.CreateCertificate(rand.Reader, template, parent, public, signer)
	if err != nil {
		return err
	}
	return writePEM(path+".crt", "CERTIFICATE", der, 0o644)
}
