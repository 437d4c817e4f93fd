package io.spanwire.acceptance.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** Builds the sample chat in a newer version: its event message-posted has a required field more, and an upcaster. */
public final class NewerChat {
    private static final Path SOURCES = Path.of("..", "samples", "chat", "src", "main", "java");

    private NewerChat() {}

    /** Compiles it into a folder below this one, which can replace the chat of the class path. */
    public static Path build(Path folder) throws IOException {
        Path sources = folder.resolve("sources");
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "-d",
                Files.createDirectories(folder.resolve("classes")).toString(),
                "-cp",
                System.getProperty("java.class.path")));
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = sources.resolve(SOURCES.relativize(file));
                Files.createDirectories(copy.getParent());
                arguments.add(
                        Files.writeString(copy, newer(Files.readString(file))).toString());
            }
        }
        int exit = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(exit).as("the compiler's exit code").isZero();
        return folder.resolve("classes");
    }

    private static String newer(String source) {
        return source.replace(
                        "MessagePosted(@Personal String author, @Personal String text)",
                        "MessagePosted(@Personal String author, @Personal String text, int length)")
                .replace("post.text()));", "post.text(), post.text().length()));")
                .replace(
                        ".event(\"message-edited\"",
                        ".upcast(\"message-posted\", 1, data -> data.put(\"length\", data.path(\"text\").asText().length()))\n"
                                + ".event(\"message-edited\"");
    }
}
