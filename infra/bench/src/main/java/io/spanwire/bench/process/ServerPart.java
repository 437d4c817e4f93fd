package io.spanwire.bench.process;

import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * A group of threads of a server, or its PostgreSQL processes. Threads are recognized by the name the kernel has of them: the
 * first 15 bytes of Java's name.
 */
public enum ServerPart {
    POSTGRES("PostgreSQL", "postgres"),
    EVENT_LOOPS("event loops", "vert\\.x-eventloo"),
    LANES("lanes", "spanwire-lane"),
    PRODUCERS("producers", "kafka-producer|spanwire-comman"),
    CONSUMERS("consumers and readers", "kafka-coordinat|spanwire-read"),
    BROKER(
            "broker",
            "data-pl|kafka-[1sl]|broker-|control|quorum-|group-c|share-|raft-|transac|metrics|client-|executo"
                    + "|Expirat|AddPart|TxnMark|Persist|ShareGr|LogDirF|SensorE"),
    COMPILERS("JIT compilers", "C[12] "),
    GC_AND_VM("GC and VM", "(?:VM|GC|G1|Monitor|Sweeper|Service|Signal) |Notific"),
    REST("rest", "");

    private final String title;
    private final Pattern nameStart;

    ServerPart(String title, String nameStart) {
        this.title = title;
        this.nameStart = Pattern.compile(nameStart);
    }

    public String title() {
        return title;
    }

    static ServerPart ofThread(String name) {
        return Arrays.stream(values())
                .filter(part -> part.nameStart.matcher(name).lookingAt())
                .findFirst()
                .orElse(REST);
    }
}
