package io.spanwire.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A domain's jar, made from source text as a user's build would make it. */
public final class DomainJar {
    private DomainJar() {}

    /** Compiles the one public class of this source, a domain in no package, into the jar, or another version of it. */
    public static void make(Path jar, String className, String source) throws IOException {
        Path work = Files.createTempDirectory(Files.createDirectories(jar.getParent()), "classes");
        Path java = Files.writeString(work.resolve(className + ".java"), source);
        Path classes = Files.createDirectory(work.resolve("out"));
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        java.toString());
        assertThat(exit).as("it compiles").isZero();
        Path service = classes.resolve("META-INF").resolve("services").resolve(Domain.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, className);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> found = Files.walk(classes)) {
            List<Path> files = found.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                JarEntry entry = new JarEntry(classes.relativize(file).toString());
                entry.setTime(0); // the same source gives the same bytes
                out.putNextEntry(entry);
                Files.copy(file, out);
            }
        }
    }
}
