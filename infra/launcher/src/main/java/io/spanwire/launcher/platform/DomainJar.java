package io.spanwire.launcher.platform;

import io.spanwire.bus.domain.Domain;
import io.spanwire.launcher.start.UserFacingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/**
 * A jar file and the classes it registers as domains; none in a library.
 *
 * @param providers names of classes
 */
record DomainJar(Path file, List<String> providers) {
    static final String SERVICE = "META-INF/services/" + Domain.class.getName();

    /** Reads it; refuses a file that is no jar. */
    static DomainJar open(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            ZipEntry service = jar.getEntry(SERVICE);
            return new DomainJar(file, service == null ? List.of() : lines(jar, service));
        } catch (IOException e) {
            throw new UserFacingException(
                    file + " is not a jar file: " + e.getMessage(),
                    "Take it out of the domains, or replace it by a jar.",
                    e);
        }
    }

    private static List<String> lines(JarFile jar, ZipEntry service) throws IOException {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(jar.getInputStream(service), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .map(line -> line.replaceFirst("#.*", "").strip())
                    .filter(line -> !line.isEmpty())
                    .toList();
        }
    }

    URL url() {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
