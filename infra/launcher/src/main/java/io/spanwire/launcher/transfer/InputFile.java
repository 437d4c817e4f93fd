package io.spanwire.launcher.transfer;

import com.github.luben.zstd.ZstdInputStream;
import io.spanwire.launcher.start.UserFacingException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/** A file, or standard input, that is read once; compressed ones are recognized by their first bytes (RFC 8878). */
public final class InputFile implements AutoCloseable {
    private static final byte[] ZSTD = {0x28, (byte) 0xB5, 0x2F, (byte) 0xFD};
    private static final int BUFFER = 1 << 16;

    private final InputStream stream;
    private final CountingStream raw;
    private final OptionalLong size;

    private InputFile(InputStream in, OptionalLong size) throws IOException {
        this.raw = new CountingStream(in);
        this.size = size;
        InputStream buffered = new BufferedInputStream(raw, BUFFER);
        buffered.mark(ZSTD.length);
        byte[] begin = buffered.readNBytes(ZSTD.length);
        buffered.reset();
        this.stream = Arrays.equals(begin, ZSTD) ? new ZstdInputStream(buffered) : buffered;
    }

    /**
     * Opens a file, or standard input if its name is {@code -}.
     *
     * @throws UserFacingException when there is no such file
     */
    public static InputFile open(String name) throws IOException {
        if (name.equals("-")) {
            return new InputFile(System.in, OptionalLong.empty());
        }
        Path file = Path.of(name);
        if (!Files.isRegularFile(file) && !Files.isReadable(file)) {
            throw new UserFacingException(file + " does not exist or cannot be read.", "Give the file of an export.");
        }
        return new InputFile(
                Files.newInputStream(file),
                Files.isRegularFile(file) ? OptionalLong.of(Files.size(file)) : OptionalLong.empty());
    }

    public InputStream stream() {
        return stream;
    }

    /** The part that is read, 0 to 1; empty if the size is not known. Any thread. */
    public OptionalDouble done() {
        return size.isPresent()
                ? OptionalDouble.of(raw.count.get() / (double) Math.max(1, size.getAsLong()))
                : OptionalDouble.empty();
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }

    private static final class CountingStream extends FilterInputStream {
        private final AtomicLong count = new AtomicLong();

        CountingStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count.addAndGet(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            count.addAndGet(Math.max(0, read));
            return read;
        }
    }
}
