package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A small tmpfs that a test can fill up. Without the right to mount, the test is skipped with a banner. */
public final class SmallDisk implements AutoCloseable {
    private static final int CHUNK = 64 << 10;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Creates the folder and mounts the file system there. */
    public static SmallDisk mount(Path folder, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String options = String.format(Locale.ROOT, "size=%dm,mode=0755", mebibytes);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0;
        LoudSkip.assume(mounted, "NO RIGHT TO MOUNT: THE TESTS WITH A FULL DISK ARE SKIPPED. Run them as root.");
        return new SmallDisk(folder);
    }

    /** Fills the file system completely. */
    public void fill() throws IOException {
        byte[] chunk = new byte[CHUNK];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (freeBytes() > 0) {
                out.write(chunk, 0, (int) Math.min(CHUNK, freeBytes()));
            }
        } catch (IOException full) {
            if (freeBytes() > 0) {
                throw full;
            }
        }
    }

    private long freeBytes() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Frees the space that {@link #fill} took. */
    public void free() throws IOException {
        Files.deleteIfExists(ballast);
    }

    @Override
    public void close() throws IOException {
        try {
            run("umount", "-l", folder.toString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }
}
