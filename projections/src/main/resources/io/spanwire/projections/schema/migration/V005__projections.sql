-- Which projections fill read models, so that one that is new or has another version is noticed at the next start.
-- missing: events of its types that were stored before it was known, which its tables lack.
create table projection (
    name    text primary key,
    version integer     not null,
    missing bigint      not null check (missing >= 0),
    since   timestamptz not null default now()
);

-- Whether the first start with this table has taken up the projections there were: until then, none of them is new.
alter table installation add column projections_recorded boolean not null default false;
