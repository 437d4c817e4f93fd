package io.spanwire.bus.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The mapping of streams to an installation's N partitions: 32-bit murmur2 of the stream's name, made positive, modulo
 * N. Kafka's default partitioner computes the same from the key, so any Kafka client finds the partition. N never
 * changes in an installation.
 *
 * @see <a href="https://github.com/aappleby/smhasher/blob/master/src/MurmurHash2.cpp">MurmurHash2</a>
 */
public record Partitioning(int partitions) {
    /** Partitions of a new installation, unless configured otherwise. */
    public static final int DEFAULT = 24;

    private static final int SEED = 0x9747b28c;
    private static final int MIX = 0x5bd1e995;

    public Partitioning {
        if (partitions < 1 || partitions > 10_000) {
            throw new IllegalArgumentException("An installation has 1 to 10000 partitions");
        }
    }

    /** The numbers of all partitions, from 0. */
    public List<Integer> all() {
        return IntStream.range(0, partitions).boxed().toList();
    }

    public int of(StreamId stream) {
        return (murmur2(stream.toString().getBytes(StandardCharsets.UTF_8)) & 0x7fffffff) % partitions;
    }

    static int murmur2(byte[] data) {
        int hash = SEED ^ data.length;
        int whole = data.length & ~3;
        ByteBuffer words = ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < whole; i += 4) {
            hash = hash * MIX ^ mixed(words.getInt(i));
        }
        if (whole < data.length) {
            hash = (hash ^ tail(data, whole)) * MIX;
        }
        hash = (hash ^ (hash >>> 13)) * MIX;
        return hash ^ (hash >>> 15);
    }

    private static int mixed(int word) {
        int mixed = word * MIX;
        return (mixed ^ (mixed >>> 24)) * MIX;
    }

    private static int tail(byte[] data, int from) {
        int tail = 0;
        for (int i = data.length - 1; i >= from; i--) {
            tail = tail << 8 | (data[i] & 0xff);
        }
        return tail;
    }
}
