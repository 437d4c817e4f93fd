package io.spanwire.acceptance.harness;

import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * The main class of a process that runs only the embedded broker and database, for tests of roles in separate
 * processes.
 */
final class BackendsProcess {
    private BackendsProcess() {}

    /** @param arguments the data folder */
    public static void main(String[] arguments) throws InterruptedException {
        SettingSources sources = new SettingSources(Optional.empty(), Map.of(), Map.of("data", arguments[0]));
        Foundation backends =
                Foundation.start(SettingsReader.read(BackendMode.EMBEDDED, sources), ProgressListener.SILENT);
        Runtime.getRuntime().addShutdownHook(new Thread(backends::close));
        System.out.println("Spanwire is ready: backends");
        new CountDownLatch(1).await();
    }
}
