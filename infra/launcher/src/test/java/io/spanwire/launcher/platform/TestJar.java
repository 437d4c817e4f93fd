package io.spanwire.launcher.platform;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Jars for tests: with a domain compiled on the fly, or without one. */
final class TestJar {
    private static final String SOURCE =
            """
            import io.spanwire.bus.domain.*;
            import io.spanwire.bus.message.StreamId;
            import java.util.List;

            public final class %1$s implements Domain {
                %4$s
                public record Bid(long amount) {}
                public record BidPlaced(long amount) {}
                public record Auction(long best) {
                    Decision bid(Bid bid, Context context) {
                        return Decision.accept(new BidPlaced(bid.amount()));
                    }
                    Auction placed(RecordedEvent<BidPlaced> placed) {
                        return new Auction(placed.data().amount());
                    }
                }
                public Access access() {
                    return Access.signedIn();
                }
                public String name() {
                    return "%2$s";
                }
                public List<StreamType<?>> streamTypes() {
                    return List.of(StreamType.of("%3$s", Auction.class, new Auction(0))
                            .command("bid", Bid.class, Auction::bid)
                            .event("bid-placed", BidPlaced.class, Auction::placed)
                            .build());
                }
            }
            """;

    private TestJar() {}

    /** A jar with a domain of one stream type with one command. */
    static Path domain(Path jar, String className, String name, String streamType) throws IOException {
        return domain(jar, className, name, streamType, "");
    }

    /** The same with one more member in the class of the domain. */
    static Path domain(Path jar, String className, String name, String streamType, String member) throws IOException {
        Path folder = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
        Path source = Files.writeString(
                folder.resolve(className + ".java"), SOURCE.formatted(className, name, streamType, member));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        OutputStream.nullOutputStream(),
                        OutputStream.nullOutputStream(),
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        if (failed != 0) {
            throw new IllegalStateException("The domain " + name + " does not compile");
        }
        Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(folder.resolve(DomainJar.SERVICE), className + " # the domain\n");
        try (var files = Files.walk(folder)) {
            return of(jar, folder, files.filter(Files::isRegularFile).toList());
        }
    }

    /** A jar with one text file. */
    static Path library(Path jar) throws IOException {
        Path file =
                Files.writeString(jar.resolveSibling(jar.getFileName() + ".txt"), "a library", StandardCharsets.UTF_8);
        return of(jar, jar.toAbsolutePath().resolve("..").normalize(), List.of(file));
    }

    private static Path of(Path jar, Path root, List<Path> files) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files) {
                out.putNextEntry(new ZipEntry(root.relativize(file).toString().replace('\\', '/')));
                Files.copy(file, out);
            }
        }
        return jar;
    }
}
