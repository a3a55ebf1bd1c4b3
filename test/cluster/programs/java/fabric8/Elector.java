// An elector on fabric8's client: it ends when it has lost the lead, as controllers do.

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;

final class Elector {
  public static void main(String[] arguments) throws Exception {
    String identity = System.getenv("POD_NAME");
    Ledger ledger = new Ledger(System.getenv("LEDGER"), identity);
    LeaderElectionConfig config =
        new LeaderElectionConfigBuilder()
            .withName(System.getenv("LEASE_NAME"))
            .withLock(
                new LeaseLock(
                    System.getenv("LEASE_NAMESPACE"), System.getenv("LEASE_NAME"), identity))
            .withLeaseDuration(Duration.ofSeconds(15))
            .withRenewDeadline(Duration.ofSeconds(10))
            .withRetryPeriod(Duration.ofSeconds(2))
            .withLeaderCallbacks(new LeaderCallbacks(ledger::begin, () -> {}, leader -> {}))
            .build();
    try (KubernetesClient client = new KubernetesClientBuilder().build()) {
      client.leaderElector().withConfig(config).build().run();
      ledger.end();
    }
    System.err.println("leader election lost");
    System.exit(1);
  }
}
