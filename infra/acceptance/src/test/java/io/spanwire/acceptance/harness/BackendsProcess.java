package io.spanwire.acceptance.harness;

import io.spanwire.launcher.platform.Foundation;
import io.spanwire.launcher.settings.BackendMode;
import io.spanwire.launcher.settings.SettingSources;
import io.spanwire.launcher.settings.SettingsReader;
import io.spanwire.launcher.start.ProgressListener;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Main class of a process that holds broker and database and nothing else, for tests of roles in processes of their own. */
final class BackendsProcess {
    private BackendsProcess() {}

    /** The one argument is the data folder. */
    public static void main(String[] arguments) throws InterruptedException {
        SettingSources sources = new SettingSources(Optional.empty(), Map.of(), Map.of("data", arguments[0]));
        Foundation parts =
                Foundation.start(SettingsReader.read(BackendMode.EMBEDDED, sources), ProgressListener.SILENT);
        Runtime.getRuntime().addShutdownHook(new Thread(parts::close));
        System.out.println("Spanwire is ready: parts");
        new CountDownLatch(1).await();
    }
}
