package io.spanwire.projections.reaction;

import io.spanwire.bus.kafka.CommandPublisher;
import io.spanwire.bus.message.Command;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** Sends commands and waits until all in-sync replicas have them. It connects when there is a first one. One thread. */
final class CommandSender implements AutoCloseable {
    /** How long the publisher may try. */
    static final Duration DELIVERY = Duration.ofSeconds(20);

    /** A command may wait in the publisher and then in the producer. */
    private static final long WAIT_SECONDS = 2 * DELIVERY.toSeconds() + 5;

    private final Supplier<CommandPublisher> connect;
    private Optional<CommandPublisher> publisher = Optional.empty();

    CommandSender(Supplier<CommandPublisher> connect) {
        this.connect = connect;
    }

    /** Kafka has not acknowledged all of the commands: some may have been sent. */
    static final class NotSent extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotSent(Throwable cause) {
            super("Kafka has not acknowledged the commands of reactions and timers", cause);
        }
    }

    /** @throws NotSent when Kafka does not acknowledge them in time */
    void send(List<Command> commands) {
        if (commands.isEmpty()) {
            return;
        }
        CommandPublisher open = publisher.orElseGet(connect);
        publisher = Optional.of(open);
        CompletableFuture<?>[] sent = commands.stream()
                .map(command -> open.publish(command).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(sent).get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException notAcknowledged) {
            throw new NotSent(notAcknowledged);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new NotSent(interrupted);
        }
    }

    @Override
    public void close() {
        publisher.ifPresent(CommandPublisher::close);
    }
}
