package io.spanwire.edge.page;

import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.FailureHandler;
import io.spanwire.edge.http.Responses;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Serves what lies under {@code META-INF/resources} on the class path. Each file is read once, on a worker thread, and kept:
 * there are only as many as the jars hold. A folder is its {@code index.html} and is sent to its trailing slash.
 */
public final class StaticPages implements Handler<RoutingContext> {
    private static final String ROOT = "META-INF/resources/";
    private static final int PERMANENT_REDIRECT = 308;

    private final Vertx vertx;
    private final ClassLoader classes;
    private final WebJars webJars;
    private final ConcurrentHashMap<String, StaticPage> pages = new ConcurrentHashMap<>();

    private sealed interface Found {
        record File(StaticPage page) implements Found {}

        record Folder() implements Found {}

        record Nothing() implements Found {}
    }

    public StaticPages(Vertx vertx, ClassLoader classes) {
        this.vertx = vertx;
        this.classes = classes;
        this.webJars = new WebJars(classes);
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<String> resource = PagePath.resource(context.normalizedPath());
        if (resource.isEmpty()) {
            Responses.problem(context.response(), Problems.NOT_FOUND);
            return;
        }
        @Nullable StaticPage known = pages.get(resource.get());
        if (known != null) {
            known.handle(context);
            return;
        }
        Future<Found> found = vertx.executeBlocking(() -> find(resource.get()), false);
        found.onSuccess(answer -> write(context, answer))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    private static void write(RoutingContext context, Found found) {
        if (found instanceof Found.File file) {
            file.page().handle(context);
        } else if (found instanceof Found.Folder) {
            context.response()
                    .putHeader(HttpHeaders.LOCATION, context.normalizedPath() + '/')
                    .setStatusCode(PERMANENT_REDIRECT)
                    .end();
        } else {
            Responses.problem(context.response(), Problems.NOT_FOUND);
        }
    }

    private Found find(String resource) {
        Optional<StaticPage> page = load(resource, resource)
                .or(() -> webJars.versioned(resource).flatMap(versioned -> load(resource, versioned)));
        if (page.isPresent()) {
            return new Found.File(page.get());
        }
        return classes.getResource(ROOT + resource + "/index.html") == null ? new Found.Nothing() : new Found.Folder();
    }

    private Optional<StaticPage> load(String address, String resource) {
        Optional<String> type = PageMediaTypes.of(resource);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = classes.getResourceAsStream(ROOT + resource)) {
            if (in == null) {
                return Optional.empty();
            }
            StaticPage page = StaticPage.of(in.readAllBytes(), type.get(), webJars.isVersioned(address));
            pages.put(address, page);
            return Optional.of(page);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the page " + resource, unreadable);
        }
    }
}
