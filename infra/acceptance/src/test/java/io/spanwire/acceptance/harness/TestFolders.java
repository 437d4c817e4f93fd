package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Folders below target; they stay after the run for the analysis of failures. */
public final class TestFolders {
    private static final Path ROOT = Path.of("target", "acceptance");

    private TestFolders() {}

    /** The folder with that name and its content, created if missing. */
    public static Path existing(String name) throws IOException {
        return Files.createDirectories(ROOT.resolve(name).toAbsolutePath());
    }

    /** An empty folder with that name. */
    public static Path fresh(String name) throws IOException {
        Path folder = ROOT.resolve(name).toAbsolutePath();
        remove(folder);
        return Files.createDirectories(folder);
    }

    /** Deletes a folder and its content. */
    public static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new DeletingVisitor());
        }
    }

    /** Copies a folder with owners and permissions, which PostgreSQL requires. */
    public static void copy(Path from, Path to) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("Could not copy " + from + " to " + to);
        }
    }

    /** Makes a folder with links to the files of another, which must not be changed in place. */
    public static void link(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.walkFileTree(from, new LinkingVisitor(from, to));
    }

    private static final class LinkingVisitor extends SimpleFileVisitor<Path> {
        private final Path from;
        private final Path to;

        LinkingVisitor(Path from, Path to) {
            this.from = from;
            this.to = to;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
            Files.copy(folder, to.resolve(from.relativize(folder)), StandardCopyOption.COPY_ATTRIBUTES);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Path link = to.resolve(from.relativize(file));
            if (attributes.isSymbolicLink()) {
                Files.createSymbolicLink(link, Files.readSymbolicLink(file));
            } else {
                Files.createLink(link, file);
            }
            return FileVisitResult.CONTINUE;
        }
    }

    private static final class DeletingVisitor extends SimpleFileVisitor<Path> {
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
