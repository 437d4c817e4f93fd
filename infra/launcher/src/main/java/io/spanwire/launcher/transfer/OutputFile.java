package io.spanwire.launcher.transfer;

import com.github.luben.zstd.ZstdOutputStream;
import io.spanwire.launcher.folder.PrivateFiles;
import io.spanwire.launcher.start.UserFacingException;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.CopyOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * A file that gets its name when it is complete: until then it is called {@code NAME.part}, and only its owner can open
 * it. Or standard output.
 */
public final class OutputFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final OutputStream stream;
    private final Optional<Target> target;
    private boolean complete;

    private record Target(Path file, Path part, FileChannel channel, boolean force) {}

    private OutputFile(OutputStream raw, Optional<Target> target, boolean zstd) throws IOException {
        OutputStream buffered = new BufferedOutputStream(raw, BUFFER);
        this.stream = zstd ? new ZstdOutputStream(buffered).setChecksum(true) : buffered;
        this.target = target;
    }

    public static OutputFile standardOutput(boolean zstd) throws IOException {
        return new OutputFile(new FileOutputStream(FileDescriptor.out), Optional.empty(), zstd);
    }

    /**
     * Opens a file.
     *
     * @param force whether it may replace an existing one
     * @throws UserFacingException when it exists, unless forced
     */
    public static OutputFile create(Path file, boolean force, boolean zstd) throws IOException {
        refuseExisting(file, force);
        Path part = file.resolveSibling(file.getFileName() + ".part");
        FileChannel channel = PrivateFiles.replace(part);
        part.toFile().deleteOnExit(); // a signal ends the program without closing the file
        return new OutputFile(new ForcedStream(channel), Optional.of(new Target(file, part, channel, force)), zstd);
    }

    public OutputStream stream() {
        return stream;
    }

    /** Ends the file, forces it to disk and gives it its name. */
    public void complete() throws IOException {
        stream.close();
        if (target.isPresent()) {
            Target named = target.get();
            refuseExisting(named.file(), named.force());
            Files.move(named.part(), named.file(), options(named.force()));
        }
        complete = true;
    }

    private static void refuseExisting(Path file, boolean force) {
        if (Files.exists(file) && !force) {
            throw new UserFacingException(file + " exists.", "Choose another name, or replace it with --force.");
        }
    }

    private static CopyOption[] options(boolean force) {
        return force ? new CopyOption[] {StandardCopyOption.REPLACE_EXISTING} : new CopyOption[0];
    }

    /** Removes a file that is not complete. */
    @Override
    public void close() throws IOException {
        if (target.isPresent() && !complete) {
            target.get().channel().close();
            Files.deleteIfExists(target.get().part());
        }
    }

    /** A stream that forces the file to disk before it closes it. */
    private static final class ForcedStream extends FilterOutputStream {
        private final FileChannel channel;

        ForcedStream(FileChannel channel) {
            super(Channels.newOutputStream(channel));
            this.channel = channel;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            channel.force(true);
            super.close();
        }
    }
}
