package io.spanwire.launcher.platform;

import io.spanwire.bus.domain.Domains;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceConfigurationError;

/**
 * Domains found by {@link java.util.ServiceLoader} in jars, and on the class path. The classes also serve the resources
 * of the jars (migrations, statements, web pages); they stay open until {@link #close()}.
 */
public record LoadedDomains(Domains domains, URLClassLoader classes) implements AutoCloseable {

    /**
     * Loads from jar files and folders of jar files; no path means the class path alone.
     *
     * @throws UserFacingException when a jar cannot be read or a domain in it cannot be made
     */
    public static LoadedDomains from(List<Path> paths) {
        URL[] jars = paths.stream()
                .flatMap(path -> jars(path).stream())
                .map(LoadedDomains::url)
                .toArray(URL[]::new);
        URLClassLoader classes = new URLClassLoader("domains", jars, LoadedDomains.class.getClassLoader());
        try {
            return new LoadedDomains(Domains.load(classes), classes);
        } catch (ServiceConfigurationError | RuntimeException e) {
            close(classes);
            throw new UserFacingException(
                    "The domains in " + paths + " cannot be loaded: " + e.getMessage(),
                    "Check META-INF/services/io.spanwire.bus.domain.Domain in those jars, and what they need.",
                    e);
        }
    }

    private static List<Path> jars(Path path) {
        if (!Files.isDirectory(path)) {
            return List.of(path);
        }
        List<Path> jars = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, "*.jar")) {
            entries.forEach(jars::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        jars.sort(null);
        return jars;
    }

    private static URL url(Path jar) {
        try {
            return jar.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        close(classes);
    }

    private static void close(URLClassLoader classes) {
        try {
            classes.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
