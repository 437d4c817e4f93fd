package io.spanwire.edge.page;

import io.spanwire.bus.message.Problems;
import io.spanwire.edge.http.FailureHandler;
import io.spanwire.edge.http.Responses;
import io.spanwire.edge.http.SecurityHeaders;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The handler of files under {@code META-INF/resources} on the class path. Each file is read once, on a worker thread,
 * and cached by its addresses: its path and that with the hash of its content. Others are not cached, so the cache is
 * bounded by the content of the jars. A folder redirects to its trailing slash and serves
 * its {@code index.html}. In development files are read each time, and pages load a script that follows changes.
 */
public final class StaticPages implements Handler<RoutingContext> {
    static final String ROOT = "META-INF/resources/";
    private static final String FOLLOWER = "  <script type=\"module\" src=\"/spanwire-development.js\"></script>\n  ";

    private final Vertx vertx;
    private final ClassLoader classes;
    private final boolean inDevelopment;
    private final WebJarVersions webJars;
    private final ConcurrentHashMap<String, StaticPage> pages = new ConcurrentHashMap<>();

    /** @param inDevelopment whether the files may change */
    public StaticPages(Vertx vertx, ClassLoader classes, boolean inDevelopment) {
        this.vertx = vertx;
        this.classes = classes;
        this.inDevelopment = inDevelopment;
        this.webJars = new WebJarVersions(classes);
    }

    @Override
    public void handle(RoutingContext context) {
        Optional<String> resource = PagePath.resource(context.normalizedPath());
        if (resource.isEmpty()) {
            notFound(context);
            return;
        }
        @Nullable StaticPage cached = pages.get(resource.get());
        if (cached != null) {
            cached.handle(context);
            return;
        }
        vertx.executeBlocking(() -> find(resource.get()), false)
                .onSuccess(handler -> handler.handle(context))
                .onFailure(failure -> FailureHandler.answer(context.response(), failure));
    }

    private static void notFound(RoutingContext context) {
        Responses.problem(context.response(), Problems.NOT_FOUND);
    }

    private static void redirectToFolder(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.LOCATION, context.normalizedPath() + '/')
                .setStatusCode(308)
                .end();
    }

    private Handler<RoutingContext> find(String path) {
        Optional<StaticPage> page = file(path)
                .map(file -> file.type().startsWith("text/html") ? linked(file) : file)
                .or(() -> HashedName.parse(path).flatMap(this::named));
        if (page.isPresent()) {
            if (!inDevelopment && page.get().caching() != StaticPage.Caching.NEVER) {
                pages.put(path, page.get());
            }
            return page.get();
        }
        boolean isFolder = classes.getResource(ROOT + path + "/index.html") != null;
        return isFolder ? StaticPages::redirectToFolder : StaticPages::notFound;
    }

    /** The page with addresses that never change for what it loads. */
    private StaticPage linked(StaticPage page) {
        String html = page.body().toString(StandardCharsets.UTF_8);
        PageLinks.Linked linked =
                new PageLinks(this::file).replaceIn(inDevelopment ? html.replaceFirst("(?=</head>)", FOLLOWER) : html);
        StaticPage replaced = StaticPage.of(
                linked.html().getBytes(StandardCharsets.UTF_8), page.type(), StaticPage.Caching.REVALIDATED);
        return linked.inlineScript()
                .map(script -> replaced.withPolicy(SecurityHeaders.policyWith(script)))
                .orElse(replaced);
    }

    /** A file by an address with a hash; while nodes of two releases run, the present file in place of the other's. */
    private Optional<StaticPage> named(HashedName name) {
        return file(name.resource())
                .map(file ->
                        file.with(file.hasHash(name.hash()) ? StaticPage.Caching.FOREVER : StaticPage.Caching.NEVER));
    }

    private Optional<StaticPage> file(String path) {
        return load(path, path).or(() -> webJars.versioned(path).flatMap(versioned -> load(path, versioned)));
    }

    private Optional<StaticPage> load(String path, String resource) {
        Optional<String> type = PageMediaTypes.of(resource);
        if (type.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = classes.getResourceAsStream(ROOT + resource)) {
            if (in == null) {
                return Optional.empty();
            }
            return Optional.of(StaticPage.of(
                    in.readAllBytes(),
                    type.get(),
                    webJars.isVersioned(path) ? StaticPage.Caching.FOREVER : StaticPage.Caching.REVALIDATED));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the page " + resource, unreadable);
        }
    }
}
