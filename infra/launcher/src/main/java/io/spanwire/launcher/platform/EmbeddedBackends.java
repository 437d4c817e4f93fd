package io.spanwire.launcher.platform;

import io.spanwire.launcher.embedded.EmbeddedDatabase;
import io.spanwire.launcher.embedded.EmbeddedKafka;
import io.spanwire.launcher.folder.DataFolder;
import io.spanwire.launcher.start.ProgressListener;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The broker and the database of one data folder, started side by side and stopped side by side. */
record EmbeddedBackends(EmbeddedKafka kafka, EmbeddedDatabase database) implements AutoCloseable {

    static EmbeddedBackends start(DataFolder folder, ProgressListener progress) {
        progress.step("starting Kafka and PostgreSQL in " + folder.path());
        CompletableFuture<EmbeddedKafka> kafka = aside("start-kafka", () -> kafka(folder, progress));
        CompletableFuture<EmbeddedDatabase> database = aside("start-postgres", () -> database(folder, progress));
        try {
            return new EmbeddedBackends(kafka.join(), database.join());
        } catch (CompletionException e) {
            kafka.handle((started, failure) -> closed(started)).join();
            database.handle((started, failure) -> closed(started)).join();
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static EmbeddedKafka kafka(DataFolder folder, ProgressListener progress) {
        EmbeddedKafka kafka = EmbeddedKafka.start(folder.kafka());
        progress.step("Kafka serves at " + kafka.bootstrapServers());
        return kafka;
    }

    private static EmbeddedDatabase database(DataFolder folder, ProgressListener progress) {
        EmbeddedDatabase database = EmbeddedDatabase.start(folder.postgres());
        String address = database.facts().host() + ":" + database.facts().port();
        progress.step("PostgreSQL serves at " + address + " " + database.durability());
        return database;
    }

    private static <T> CompletableFuture<T> aside(String name, Supplier<T> start) {
        return CompletableFuture.supplyAsync(start, task -> new Thread(task, name).start());
    }

    /** Nothing was started where there is nothing to close. */
    private static boolean closed(@Nullable AutoCloseable part) {
        if (part == null) {
            return false;
        }
        try (CloseStack closing = new CloseStack()) {
            closing.add(part);
        }
        return true;
    }

    @Override
    public void close() {
        CompletableFuture<Boolean> kafkaClosed = aside("stop-kafka", () -> closed(kafka));
        closed(database);
        kafkaClosed.join();
    }
}
