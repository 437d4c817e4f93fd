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

/** Builds the jar of a domain from source text, as a user's build does. */
public final class DomainJarBuilder {
    private DomainJarBuilder() {}

    /** Compiles the source, one public domain class in the unnamed package, and replaces the jar. */
    public static void build(Path jar, String className, String source) throws IOException {
        Path folder = Files.createTempDirectory(Files.createDirectories(jar.getParent()), "classes");
        Path java = Files.writeString(folder.resolve(className + ".java"), source);
        Path classes = Files.createDirectory(folder.resolve("out"));
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
        assertThat(exit).as("the compiler's exit code").isZero();
        Path service = classes.resolve("META-INF").resolve("services").resolve(Domain.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, className);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> paths = Files.walk(classes)) {
            List<Path> files = paths.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                JarEntry entry = new JarEntry(classes.relativize(file).toString());
                entry.setTime(0); // makes the jar's bytes depend on the source only
                out.putNextEntry(entry);
                Files.copy(file, out);
            }
        }
    }
}
