// The ledger: who believed that it led, and when. As the elector's on client-go keeps it.

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

final class Ledger {
  private static final int WORK_INTERVAL_MILLIS = 20;

  private final OutputStream file;
  private final String identity;
  private Thread work;

  Ledger(String path, String identity) throws IOException {
    this.file = new FileOutputStream(path, true);
    this.identity = identity;
  }

  /** Works in a thread of its own until end() is called. */
  synchronized void begin() {
    work = new Thread(this::work);
    work.start();
  }

  /** Returns when the work has ended; where none was begun, at once. */
  synchronized void end() throws InterruptedException {
    if (work == null) return;
    work.interrupt();
    work.join();
    work = null;
  }

  private void work() {
    write("start");
    try {
      while (true) {
        Thread.sleep(WORK_INTERVAL_MILLIS);
        write("work");
      }
    } catch (InterruptedException told) {
      write("stop");
    }
  }

  // One write a line: the file is opened to append, so the lines of several electors never mix.
  private void write(String what) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    String line = micros + " " + identity + " " + what + "\n";
    try {
      file.write(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException error) {
      throw new UncheckedIOException(error);
    }
  }
}
