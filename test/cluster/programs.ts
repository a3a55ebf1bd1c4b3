// The programs of a cluster: where each comes from, and who needs it.
export interface Program {
  readonly name: string;
  readonly package: string;
  /** The folder, beside this file, whose go.mod pins it. */
  readonly module: 'programs' | 'programs/containerd';
  readonly tags?: string;
  /** Needed by a real node alone. */
  readonly node?: true;
}

const kubernetes = (name: string): Program => ({
  name,
  package: `k8s.io/kubernetes/cmd/${name}`,
  module: 'programs',
});

const containerd = (name: string): Program => ({
  name,
  package: `github.com/containerd/containerd/v2/cmd/${name}`,
  module: 'programs/containerd',
  tags: 'no_btrfs,no_devmapper,no_zfs',
  node: true,
});

const cni = (name: string, folder: string): Program => ({
  name,
  package: `github.com/containernetworking/plugins/plugins/${folder}/${name}`,
  module: 'programs',
  node: true,
});

const ours = (name: string): Program => ({ name, package: `./${name}`, module: 'programs' });

export const programs: readonly Program[] = [
  { name: 'etcd', package: 'go.etcd.io/etcd/server/v3', module: 'programs' },
  kubernetes('kube-apiserver'),
  kubernetes('kube-controller-manager'),
  kubernetes('kube-scheduler'),
  kubernetes('kubectl'),
  { ...kubernetes('kubelet'), node: true },
  containerd('containerd'),
  containerd('containerd-shim-runc-v2'),
  containerd('ctr'),
  cni('bridge', 'main'),
  cni('loopback', 'main'),
  cni('host-local', 'ipam'),
  { name: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok', module: 'programs' },
  { name: 'krew', package: 'sigs.k8s.io/krew/cmd/krew', module: 'programs' },
  {
    name: 'validate-krew-manifest',
    package: 'sigs.k8s.io/krew/cmd/validate-krew-manifest',
    module: 'programs',
  },
  ours('elector'),
  { ...ours('pause'), node: true },
  ours('pki'),
];

// Without these the server and kubectl call themselves v0.0.0-master+$Format:%H$.
const version = ['k8s.io/component-base/version', 'k8s.io/client-go/pkg/version'].flatMap(
  (path) => [`-X ${path}.gitVersion=v1.36.3`, `-X ${path}.gitMajor=1`, `-X ${path}.gitMinor=36`],
);

export const buildFlags: readonly string[] = [
  '-buildvcs=false',
  '-trimpath',
  `-ldflags=${['-s', '-w', ...version].join(' ')}`,
];
