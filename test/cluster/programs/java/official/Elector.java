// An elector on the official Java client: it ends when it has lost the lead, as controllers do.

import io.kubernetes.client.extended.leaderelection.LeaderElectionConfig;
import io.kubernetes.client.extended.leaderelection.LeaderElector;
import io.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.kubernetes.client.openapi.Configuration;
import io.kubernetes.client.util.ClientBuilder;
import java.time.Duration;

final class Elector {
  public static void main(String[] arguments) throws Exception {
    Configuration.setDefaultApiClient(ClientBuilder.cluster().build());
    String identity = System.getenv("POD_NAME");
    Ledger ledger = new Ledger(System.getenv("LEDGER"), identity);
    LeaderElectionConfig config =
        new LeaderElectionConfig(
            new LeaseLock(
                System.getenv("LEASE_NAMESPACE"), System.getenv("LEASE_NAME"), identity),
            Duration.ofSeconds(15),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2));
    try (LeaderElector elector = new LeaderElector(config)) {
      elector.run(ledger::begin, () -> {});
      ledger.end();
    }
    System.err.println("leader election lost");
    System.exit(1);
  }
}
