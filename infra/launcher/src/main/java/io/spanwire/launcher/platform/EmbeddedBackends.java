package io.spanwire.launcher.platform;

import io.spanwire.launcher.embedded.EmbeddedDatabase;
import io.spanwire.launcher.embedded.EmbeddedKafka;
import io.spanwire.launcher.folder.DataFolder;
import io.spanwire.launcher.start.ProgressListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The broker and the database of one data folder; both start, and stop, in parallel. */
record EmbeddedBackends(EmbeddedKafka kafka, EmbeddedDatabase database) implements AutoCloseable {
    static EmbeddedBackends start(DataFolder folder, ProgressListener progress) {
        EmbeddedDatabase.requireVersion(folder.path().resolve("postgres"));
        progress.step("starting Kafka and PostgreSQL in " + folder.path());
        CompletableFuture<EmbeddedKafka> kafka = onThread("start-kafka", () -> startKafka(folder, progress));
        CompletableFuture<EmbeddedDatabase> database =
                onThread("start-postgres", () -> startDatabase(folder, progress));
        try {
            return new EmbeddedBackends(kafka.join(), database.join());
        } catch (CompletionException e) {
            kafka.handle((started, failure) -> stop(started)).join();
            database.handle((started, failure) -> stop(started)).join();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static EmbeddedKafka startKafka(DataFolder folder, ProgressListener progress) {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.path().resolve("kafka"));
        progress.step("Kafka listens on " + kafka.bootstrapServers());
        return kafka;
    }

    private static EmbeddedDatabase startDatabase(DataFolder folder, ProgressListener progress) {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.path().resolve("postgres"));
        String address = database.endpoint().host() + ":" + database.endpoint().port();
        progress.step("PostgreSQL listens on " + address + " " + database.durability());
        return database;
    }

    private static <T> CompletableFuture<T> onThread(String name, Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, task -> new Thread(task, name).start());
    }

    /** Stops a backend, if it was started; a failure is only logged. */
    private static boolean stop(@Nullable AutoCloseable backend) {
        if (backend == null) {
            return false;
        }
        CloseStack.closeOne(backend);
        return true;
    }

    @Override
    public void close() {
        CompletableFuture<Boolean> kafkaStopped = onThread("stop-kafka", () -> stop(kafka));
        stop(database);
        kafkaStopped.join();
    }
}
