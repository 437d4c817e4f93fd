package io.spanwire.notifier.history;

import java.util.List;

/** The tables that history reads, reduced from the projections' migrations. */
final class SchemaForTests {
    static final List<String> STATEMENTS = List.of(
            "create schema spanwire",
            "create table spanwire.installation (epoch uuid not null, partitions int not null)",
            "insert into spanwire.installation values (gen_random_uuid(), 4)",
            "create table spanwire.partition (partition int primary key, next_offset bigint, head bigint not null)",
            "insert into spanwire.partition select p, 0, 0 from generate_series(0, 3) p",
            "create table spanwire.stream (stream text primary key, partition int not null, version bigint not null)",
            "create table spanwire.event (stream text collate \"C\" not null, version bigint not null, partition int not null,"
                    + " position bigint not null, type text not null, at timestamptz not null, body text not null, secret bytea,"
                    + " primary key (stream, version), unique (partition, position))",
            "create table spanwire.archived_page (stream text collate \"C\" not null, first_version bigint not null,"
                    + " last_version bigint not null, partition int not null, first_position bigint not null,"
                    + " last_position bigint not null, content bytea not null, secrets bytea, last_at timestamptz,"
                    + " primary key (stream, first_version), unique (partition, first_position))",
            "create table spanwire.personal_key (id bigint primary key, key bytea not null)");

    private SchemaForTests() {}
}
