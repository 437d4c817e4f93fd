package io.spanwire.acceptance.harness;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** A file system of its own with little room, in memory, to be filled up. Needs the right to mount, else the test is skipped. */
public final class SmallDisk implements AutoCloseable {
    private static final int PIECE = 64 << 10;

    private final Path folder;
    private final Path ballast;

    private SmallDisk(Path folder) {
        this.folder = folder;
        this.ballast = folder.resolve("ballast");
    }

    /** Mounted at that folder, which is made. */
    public static SmallDisk mount(Path folder, int mebibytes) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        String options = String.format(Locale.ROOT, "size=%dm,mode=0755", mebibytes);
        boolean mounted = run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()) == 0;
        LoudSkip.assume(mounted, "NO RIGHT TO MOUNT: THE TESTS WITH A FULL DISK ARE SKIPPED. Run them as root.");
        return new SmallDisk(folder);
    }

    /** Leaves not a byte. */
    public void fill() throws IOException {
        byte[] piece = new byte[PIECE];
        try (OutputStream out = Files.newOutputStream(ballast)) {
            while (room() > 0) {
                out.write(piece, 0, (int) Math.min(PIECE, room()));
            }
        } catch (IOException full) {
            if (room() > 0) {
                throw full;
            }
        }
    }

    /** Bytes that can still be written. */
    public long room() throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** Gives the room back. */
    public void empty() throws IOException {
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
