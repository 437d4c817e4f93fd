package io.spanwire.launcher.platform;

import io.spanwire.bus.domain.Domain;
import io.spanwire.launcher.start.UserFacingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** A jar file and the names of the classes that it registers as domains; a library registers none. */
record DomainJar(Path file, List<String> providers) {
    static final String SERVICE = "META-INF/services/" + Domain.class.getName();

    /** Reads the file; refuses it if it is not a jar. */
    static DomainJar open(Path file) {
        try (JarFile jar = new JarFile(file.toFile())) {
            ZipEntry service = jar.getEntry(SERVICE);
            return new DomainJar(file, service == null ? List.of() : providers(jar, service));
        } catch (IOException e) {
            throw new UserFacingException(
                    file + " is not a jar file: " + e.getMessage(),
                    "Remove it from the domains, or replace it by a jar.",
                    e);
        }
    }

    private static List<String> providers(JarFile jar, ZipEntry service) throws IOException {
        return new String(jar.getInputStream(service).readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("#.*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    URL url() {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new UncheckedIOException(e);
        }
    }
}
