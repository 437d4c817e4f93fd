package io.spanwire.edge.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lookup of WebJar versions, from the Maven properties in their jars, so that paths like
 * {@code /webjars/lit-html/lit-html.js} need none. Blocks: call it on worker threads.
 */
final class WebJarVersions {
    static final String FOLDER = "webjars/";

    private static final List<String> GROUPS = List.of("org.webjars.npm", "org.webjars");

    private final ClassLoader classes;
    private final ConcurrentHashMap<String, String> versions = new ConcurrentHashMap<>();

    WebJarVersions(ClassLoader classes) {
        this.classes = classes;
    }

    /** Adds the version to {@code webjars/name/file}; empty when there is no such WebJar. */
    Optional<String> versioned(String resource) {
        int slash = resource.indexOf('/', FOLDER.length());
        if (!resource.startsWith(FOLDER) || slash < 0) {
            return Optional.empty();
        }
        String name = resource.substring(FOLDER.length(), slash);
        return version(name).map(version -> FOLDER + name + '/' + version + resource.substring(slash));
    }

    /** Whether the path names a version, so that its content never changes. */
    boolean isVersioned(String resource) {
        int slash = resource.indexOf('/', FOLDER.length());
        return resource.startsWith(FOLDER)
                && slash > 0
                && version(resource.substring(FOLDER.length(), slash))
                        .filter(version -> resource.startsWith(version + '/', slash + 1))
                        .isPresent();
    }

    private Optional<String> version(String name) {
        String cached = versions.get(name);
        if (cached != null) {
            return Optional.of(cached);
        }
        Optional<String> found = GROUPS.stream()
                .map(group -> read(group, name))
                .flatMap(Optional::stream)
                .findFirst();
        found.ifPresent(version -> versions.put(name, version));
        return found;
    }

    private Optional<String> read(String group, String name) {
        try (InputStream in = classes.getResourceAsStream("META-INF/maven/" + group + '/' + name + "/pom.properties")) {
            if (in == null) {
                return Optional.empty();
            }
            Properties properties = new Properties();
            properties.load(in);
            return Optional.ofNullable(properties.getProperty("version"));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Cannot read the version of the WebJar " + name, unreadable);
        }
    }
}
