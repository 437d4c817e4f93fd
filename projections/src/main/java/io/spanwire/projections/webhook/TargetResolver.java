package io.spanwire.projections.webhook;

import io.spanwire.bus.webhook.AddressRules;
import io.spanwire.bus.webhook.WebhookTarget;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The look-up of receivers' names. Every address of a name must be one that requests may go to, and the request goes to the
 * address that was checked: a name that has another one a moment later changes nothing. Addresses are remembered for some
 * seconds. A name whose servers do not answer takes one thread, however often it is asked for. Thread-safe.
 */
final class TargetResolver implements AutoCloseable {
    private static final int THREADS = 256;
    private static final int MAX_QUEUED = 1_000;
    private static final int MAX_KNOWN = 1_000;
    private static final long KEEP_NANOS = Duration.ofSeconds(5).toNanos();

    private final AddressRules rules;
    private final NameLookup names;
    private final Map<String, Known> known = new ConcurrentHashMap<>();
    private final Map<String, CompletableFuture<InetAddress>> lookedUp = new ConcurrentHashMap<>();
    private final ThreadPoolExecutor threads;

    TargetResolver(AddressRules rules, NameLookup names) {
        this.rules = rules;
        this.names = names;
        this.threads = new ThreadPoolExecutor(
                THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(MAX_QUEUED), TargetResolver::thread);
        this.threads.allowCoreThreadTimeOut(true);
    }

    /** How a name is looked up: {@link InetAddress#getAllByName}, but in tests. */
    interface NameLookup {
        InetAddress[] addresses(String name) throws UnknownHostException;
    }

    private record Known(InetAddress address, long since) {}

    /** No request may go to the name; the message is a sentence for operators. */
    static final class Refused extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message, null, false, false);
        }
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "spanwire-webhook-names");
        thread.setDaemon(true);
        return thread;
    }

    /** An address of the target; fails with {@link Refused}. */
    CompletionStage<InetAddress> resolve(WebhookTarget target) {
        @Nullable Known remembered = known.get(target.host());
        return remembered != null && System.nanoTime() - remembered.since() < KEEP_NANOS
                ? CompletableFuture.completedFuture(remembered.address())
                : lookUpOnce(target.host());
    }

    private CompletableFuture<InetAddress> lookUpOnce(String host) {
        CompletableFuture<InetAddress> answer =
                lookedUp.computeIfAbsent(host, name -> CompletableFuture.supplyAsync(() -> lookUp(name), threads));
        return answer.whenComplete((address, failure) -> lookedUp.remove(host, answer));
    }

    private InetAddress lookUp(String host) {
        InetAddress[] addresses;
        try {
            addresses = names.addresses(host);
        } catch (UnknownHostException unknown) {
            throw new Refused("The name of the receiver cannot be resolved.");
        }
        for (InetAddress address : addresses) {
            Optional<String> refusal = rules.refusal(address);
            if (refusal.isPresent()) {
                throw new Refused(refusal.get());
            }
        }
        if (known.size() >= MAX_KNOWN) {
            known.clear();
        }
        known.put(host, new Known(addresses[0], System.nanoTime()));
        return addresses[0];
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
