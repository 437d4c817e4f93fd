package io.spanwire.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.spanwire.bus.domain.Domain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Builds the jar of a domain from source text, as a user's build does. */
public final class DomainJarBuilder {
    private DomainJarBuilder() {}

    /** Compiles the source, one public domain class in the unnamed package, and replaces the jar. */
    public static void build(Path jar, String className, String source) throws IOException {
        build(jar, className, source, Map.of());
    }

    /** The same with resources, such as statements and migrations, by their path in the jar. */
    public static void build(Path jar, String className, String source, Map<String, String> resources)
            throws IOException {
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
        for (Map.Entry<String, String> resource : resources.entrySet()) {
            Path file = classes.resolve(resource.getKey());
            Files.createDirectories(file.getParent());
            Files.writeString(file, resource.getValue());
        }
        Path service = classes.resolve("META-INF").resolve("services").resolve(Domain.class.getName());
        Files.createDirectories(service.getParent());
        Files.writeString(service, className);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> paths = Files.walk(classes)) {
            List<Path> files =
                    paths.filter(path -> !path.equals(classes)).sorted().toList();
            for (Path file : files) {
                String name = classes.relativize(file).toString();
                JarEntry entry = new JarEntry(Files.isDirectory(file) ? name + '/' : name);
                entry.setTime(0); // makes the jar's bytes depend on the source only
                out.putNextEntry(entry);
                if (!entry.isDirectory()) {
                    Files.copy(file, out);
                }
            }
        }
    }
}
