package io.spanwire.acceptance.harness;

import io.spanwire.launcher.embedded.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The main class of a process that runs only the embedded database. Arguments: data folder, folder of its binaries. */
final class DatabaseProcess {
    private DatabaseProcess() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedDatabase database = EmbeddedDatabase.start(Path.of(arguments[0]), Path.of(arguments[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(database::close));
        System.out.println(
                "Spanwire is ready: tcp://127.0.0.1:" + database.endpoint().port());
        new CountDownLatch(1).await();
    }
}
