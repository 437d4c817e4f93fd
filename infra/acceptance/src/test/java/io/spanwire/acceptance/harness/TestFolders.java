package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders below target, kept after the run for whoever looks for the reason of a failure. */
public final class TestFolders {
    private static final Path ROOT = Path.of("target", "acceptance");

    private TestFolders() {}

    /** The folder of that name with what is in it, made when there is none. */
    public static Path kept(String name) throws IOException {
        return Files.createDirectories(ROOT.resolve(name).toAbsolutePath());
    }

    /** An empty folder of that name. */
    public static Path fresh(String name) throws IOException {
        Path folder = ROOT.resolve(name).toAbsolutePath();
        remove(folder);
        return Files.createDirectories(folder);
    }

    /** Removes a folder that nobody will look into. */
    public static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new Remove());
        }
    }

    /** A copy with owners and permissions as they are, which PostgreSQL insists on. */
    public static void copy(Path from, Path to) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException(from + " was not copied to " + to);
        }
    }

    private static final class Remove extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
